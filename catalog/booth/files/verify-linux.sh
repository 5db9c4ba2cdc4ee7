#!/bin/sh
# Compares every file with SHA256SUMS: was the folder copied whole?
cd "$(dirname "$0")" || exit 1
if sha256sum --quiet -c SHA256SUMS; then
  echo "All $(grep -c . SHA256SUMS) files are as they were built."
  echo "所有文件完好。"
else
  echo "The folder is damaged or not complete. Copy all of it again from the zip file."
  echo "文件夹已损坏或不完整，请从 zip 文件重新复制全部内容。"
  exit 1
fi
