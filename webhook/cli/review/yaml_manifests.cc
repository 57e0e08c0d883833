#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "webhook/cli/review/manifest_reader.h"
#include "webhook/cli/review/yaml_builder.h"

namespace tenure {
namespace {

// What is between two "---".
struct Chunk {
  std::string_view text;
  std::size_t first_line = 0;  // from 0
};

bool IsSeparator(std::string_view line) {
  return line.starts_with("---") && (line.size() == 3 || line[3] == ' ' || line[3] == '\t' ||
                                     line[3] == '\r' || line[3] == '\n');
}

// Split as text, as kubectl does, so that one bad document does not hide the others.
std::vector<Chunk> Split(std::string_view text) {
  std::vector<Chunk> chunks = {{}};
  std::size_t chunk_begin = 0;
  std::size_t line_number = 0;
  for (std::size_t begin = 0; begin < text.size(); ++line_number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (begin != chunk_begin && IsSeparator(text.substr(begin, end - begin))) {
      chunk_begin = begin;
      chunks.push_back({{}, line_number});
    }
    chunks.back().text = text.substr(chunk_begin, end - chunk_begin);
    begin = end;
  }
  return chunks;
}

std::string Explain(const std::string& problem, std::string_view chunk) {
  std::string message = "is not YAML: " + problem;
  if (chunk.find("{{") != std::string_view::npos) {
    message += "; if this is a Helm template, render it first: helm template . | tenure review -";
  }
  return message;
}

void ReadChunk(const std::string& source, const Chunk& chunk, Documents& result) {
  std::istringstream stream{std::string(chunk.text)};
  YamlBuilder builder(chunk.first_line);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
      const auto lines = std::make_shared<const Lines>(builder.TakeLines());
      const auto root = lines->find("");
      result.documents.push_back(
          {.source = source,
           .line = root == lines->end() ? builder.first_line() : root->second,
           .value = builder.TakeValue(),
           .lines = lines});
    }
  } catch (const YAML::Exception& error) {
    const bool placed = !error.mark.is_null();
    result.errors.push_back(
        {.source = source,
         .line = chunk.first_line + 1 + (placed ? static_cast<std::size_t>(error.mark.line) : 0),
         .column = placed ? static_cast<std::size_t>(error.mark.column) + 1 : 0,
         .message = Explain(error.msg, chunk.text)});
  }
}

}  // namespace

Documents ReadYamlManifests(const std::string& source, std::string_view text) {
  Documents result;
  for (const Chunk& chunk : Split(text)) ReadChunk(source, chunk, result);
  return result;
}

}  // namespace tenure
