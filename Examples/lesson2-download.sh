#!/bin/sh
# The lesson on the command line: Examples/lesson2-download.sh FOLDER [options of train], where FOLDER holds urls_black.txt
# and its like, and new/ the pictures to ask about. Examples/lesson2-download is the same in Swift, and
# Examples/examples/CatalogLesson.swift with the catalog in the middle.
set -eu
cd "$1"
shift
fastai collect urls_*.txt --to bears
fastai verify bears
fastai inspect bears
fastai train bears "$@"
fastai predict bears/models/model.safetensors new
