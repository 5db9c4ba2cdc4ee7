@echo off
rem Compares every file with SHA256SUMS: was the folder copied whole? Double-click.
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
set "BOOTH=%~dp0."
powershell -NoProfile -NoLogo -Command "$ErrorActionPreference='Stop'; [Console]::OutputEncoding=[Text.Encoding]::UTF8; $top=$env:BOOTH; $sha=[Security.Cryptography.SHA256]::Create(); $all=0; $bad=0; foreach($line in [IO.File]::ReadAllLines((Join-Path $top 'SHA256SUMS'))){ if($line.Length -lt 67){continue}; $all++; $want=$line.Substring(0,64); $name=$line.Substring(66); $path=[IO.Path]::Combine($top,$name.Replace('/','\')); try{ $stream=[IO.File]::OpenRead($path); try{ $have=[BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-','').ToLower() } finally { $stream.Close() } } catch { $have='' }; if($have -ne $want){ $bad++; Write-Host ('NOT AS IT WAS BUILT: '+$name) } }; if($bad -or -not $all){ exit 1 }; Write-Host ('All '+$all+' files are as they were built.'); exit 0"
if errorlevel 1 (
  echo.
  echo The folder is damaged or not complete. Copy all of it again from the zip file.
  echo 文件夹已损坏或不完整，请从 zip 文件重新复制全部内容。
) else (
  echo 所有文件完好。
)
pause
