"""An image as ./dev image leaves it, unpacked."""

import json
import pathlib
import tarfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def archive_of(name):
    return PROJECT / "build/images" / (name + ".tar")


def unpack(archive_file, folder):
    """Returns the image's configuration; its files are in folder afterwards."""
    with tarfile.open(archive_file) as archive:
        def blob(descriptor):
            return archive.extractfile("./blobs/" + descriptor["digest"].replace(":", "/"))

        index = json.load(archive.extractfile("./index.json"))
        manifest = json.load(blob(index["manifests"][0]))
        for layer in manifest["layers"]:
            with tarfile.open(fileobj=blob(layer)) as files:
                files.extractall(folder)
        return json.load(blob(manifest["config"]))["config"]
