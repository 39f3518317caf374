import type { AskedProcesses } from "./askedTable";
import { parseWindows } from "./parseWindows";
import type { ProcessSource } from "./processSource";
import { answer, answerNow, type Question } from "./question";

/**
 * Fixed text; whose PID is asked for stands in the environment. The time of start goes as a decimal text, since JSON of Windows
 * PowerShell writes dates in a form of its own and numbers so large lose their last digits.
 */
const tell = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$filter = if ($env:HEADGATE_ASKED_PID) { 'ProcessId = ' + [uint32]$env:HEADGATE_ASKED_PID } else { 'ProcessId > 0' }
$told = @(Get-CimInstance -ClassName Win32_Process -Filter $filter | Select-Object ProcessId, ParentProcessId, Name, CommandLine,
  ExecutablePath, KernelModeTime, UserModeTime, WorkingSetSize, ThreadCount,
  @{ Name = 'Started'; Expression = { if ($_.CreationDate) { $_.CreationDate.ToFileTimeUtc().ToString() } else { $null } } })
ConvertTo-Json -InputObject $told -Compress -Depth 2
`;
const boot = "(Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime.ToFileTimeUtc().ToString()";

const asked = (script: string, pid?: number): Question => ({
  program: "powershell.exe",
  words: ["-NoProfile", "-NonInteractive", "-Command", script],
  env: pid === undefined ? {} : { HEADGATE_ASKED_PID: String(pid) },
});

/** Windows: what `Win32_Process` tells. Folders and open files it does not tell. */
export function windowsSource(): ProcessSource {
  return {
    list: () => parseWindows(answerNow(asked(tell)), new Date()),
    find: (pid) => parseWindows(answerNow(asked(tell, pid)), new Date())[0] ?? null,
    outputFiles: () => [],
    bootId: () => answerNow(asked(boot)).trim() || "unknown",
  };
}

/** The same without keeping anybody waiting: PowerShell takes about half a second to start. */
export function askedWindows(): AskedProcesses {
  return {
    list: async () => parseWindows(await answer(asked(tell)), new Date()),
    find: async (pid) => parseWindows(await answer(asked(tell, pid)), new Date())[0] ?? null,
    withFolders: async (processes) => [...processes],
    outputFiles: async () => [],
  };
}
