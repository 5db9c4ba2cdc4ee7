#!/bin/sh
# Compares every file with SHA256SUMS: was the folder copied whole? Double-click.
cd "$(dirname "$0")" || exit 1
said=$(mktemp) || exit 1
if shasum -a 256 -c SHA256SUMS >"$said" 2>&1; then
  echo "All $(grep -c . SHA256SUMS) files are as they were built."
  echo "所有文件完好。"
  status=0
else
  grep -v ': OK$' "$said"
  echo "The folder is damaged or not complete. Copy all of it again from the zip file."
  echo "文件夹已损坏或不完整，请从 zip 文件重新复制全部内容。"
  status=1
fi
rm -f "$said"
exit $status
