#include "wrapper/manifest.h"

#include <charconv>

namespace tenure::wrapper {
namespace {

constexpr long long kVersion = 1;

// "SIZE REST": numbers first, because a path may hold spaces.
std::string_view TakeNumber(std::string_view text, unsigned long long& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  if (error == std::errc() && text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

ImageFile ParseImage(std::string_view text) {
  ImageFile image;
  unsigned long long sum = 0;
  text = TakeNumber(TakeNumber(text, image.size), sum);
  image.crc32c = static_cast<uint32_t>(sum);
  image.path = text;
  return image;
}

OpenFile ParseOpenFile(std::string_view text) {
  OpenFile file;
  file.path = TakeNumber(text, file.size);
  return file;
}

constexpr std::array<const char*, 3> kStreams = {"stdin", "stdout", "stderr"};

}  // namespace

Records Manifest::ToRecords() const {
  Records records;
  records.Add("version", kVersion);
  records.Add("image-check", image_check);
  records.Add("job-pid", job_pid);
  for (const int id : ids) records.Add("id", id);
  for (size_t i = 0; i < streams.size(); ++i) records.Add(kStreams[i], streams[i]);
  for (const auto& file : open_files) {
    records.Add("open-file", std::to_string(file.size) + " " + file.path);
  }
  for (const auto& path : also) records.Add("also", path);
  records.Add("compressed", compressed ? 1 : 0);
  records.Add("bytes", static_cast<long long>(bytes));
  records.Add("written", written);
  records.Add("pause-milliseconds", pause_milliseconds);
  for (const auto& image : images) {
    records.Add("image",
                std::to_string(image.size) + " " + std::to_string(image.crc32c) + " " + image.path);
  }
  return records;
}

Result<Manifest> Manifest::FromRecords(const Records& records) {
  if (records.Number("version") != kVersion) {
    return Failure("was written by another version of tenure-wrap (manifest version " +
                   records.Text("version") + ", this one reads " + std::to_string(kVersion) + ")");
  }
  Manifest manifest;
  manifest.image_check = records.Text("image-check");
  manifest.job_pid = static_cast<int>(records.Number("job-pid"));
  for (const auto& id : records.All("id")) manifest.ids.push_back(std::atoi(id.c_str()));
  for (size_t i = 0; i < kStreams.size(); ++i) manifest.streams[i] = records.Text(kStreams[i]);
  for (const auto& file : records.All("open-file")) {
    manifest.open_files.push_back(ParseOpenFile(file));
  }
  manifest.also = records.All("also");
  manifest.compressed = records.Number("compressed") != 0;
  manifest.bytes = static_cast<unsigned long long>(records.Number("bytes"));
  manifest.written = records.Number("written");
  manifest.pause_milliseconds = records.Number("pause-milliseconds");
  for (const auto& image : records.All("image")) manifest.images.push_back(ParseImage(image));
  return manifest;
}

}  // namespace tenure::wrapper
