import { readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../error-code.js";

/** Folders that this process has open: after a crash, a container's next process often has the same pid. */
const ours = new Set<string>();

/** Takes the folder for this process until the returned function is called. Throws an Error of one sentence if it is in use. */
export function lockFolder(folder: string): () => void {
  const real = realpathSync(folder);
  const file = join(real, "lock");
  if (ours.has(real)) throw inUse(folder, process.pid);
  // A second try, for a lock whose owner is gone.
  if (!create(file)) {
    const [pid, started] = ownerOf(file);
    if (pid !== process.pid && isAlive(pid) && (started === "" || started === startOf(pid))) throw inUse(folder, pid);
    rmSync(file, { force: true });
    if (!create(file)) throw inUse(folder, ownerOf(file)[0]);
  }
  ours.add(real);
  return () => {
    if (ours.delete(real)) rmSync(file, { force: true });
  };
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function ownerOf(file: string): readonly [pid: number, started: string] {
  try {
    const [pid = "", started = ""] = readFileSync(file, "utf8").split(" ");
    return [Number(pid), started];
  } catch {
    return [0, ""];
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive, but another user's.
    return errorCode(error) === "EPERM";
  }
}

/** When the process started, where the system tells (Linux): a pid is used again after a restart. */
function startOf(pid: number): string {
  try {
    // Field 22 of proc(5) stat; the name before it may hold blanks, and ends with the last parenthesis.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

const inUse = (folder: string, pid: number) =>
  new Error(`The data folder ${folder} is in use by process ${pid}: end that one first, or name another folder.`);
