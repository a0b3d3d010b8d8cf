#!/usr/bin/env python3
"""Which lines of the library the tests run, and which they do not.

    tools/coverage.py            runs all tests and reports (needs cargo-llvm-cov and the component llvm-tools)
    tools/coverage.py --report   reports on the last run
    tools/coverage.py --missing  lists every line that is not run, beside the figures

Lines of `mod tests` are not counted. Documentation examples do not count either: measuring them takes a nightly compiler.
Lines of the engine that no test runs stand in `tests/uncovered.txt`, each with the reason; one that does not is an error.
"""

import collections
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENGINE = ["evaluate", "threshold", "quantity", "time", "score", "duty"]
KEPT = ROOT / "tests" / "uncovered.txt"


def counts():
    """Of each file of `src` its lines and how often each was run."""
    report = ["cargo", "llvm-cov", "report", "--lcov"]
    found, name = {}, None
    for line in subprocess.run(report, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines():
        if line.startswith("SF:"):
            path = pathlib.Path(line[3:]).resolve()
            name = path.relative_to(ROOT / "src").as_posix() if path.is_relative_to(ROOT / "src") else None
        elif line.startswith("DA:") and name:
            number, count = line[3:].split(",")[:2]
            found.setdefault(name, {})[int(number)] = int(count)
    return found


def reasons():
    """The kept lines, as pairs of file and code, with how many of each there are."""
    kept = collections.Counter()
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            file, code = line.strip().split(": ", 1)
            kept[file, code.strip()] += 1
    return kept


def main():
    if "--report" not in sys.argv:
        tests = ["cargo", "llvm-cov", "--no-report", "--all-features", "--lib", "--tests"]
        subprocess.run(tests, cwd=ROOT, check=True)
    kept, unexplained = reasons(), []
    totals = {"crate": [0, 0], "engine": [0, 0]}
    for file, lines in sorted(counts().items()):
        code = (ROOT / "src" / file).read_text(encoding="utf-8").splitlines()
        is_test = file.endswith("tests.rs")
        end = next((n for n, line in enumerate(code, 1) if is_test or line.startswith("mod tests {")), len(code) + 1)
        in_engine = file.split("/")[0] in ENGINE
        for number, count in sorted(lines.items()):
            if number >= end:
                continue
            for part in ["crate", "engine"] if in_engine else ["crate"]:
                totals[part][0] += 1
                totals[part][1] += count > 0
            if count > 0:
                continue
            text = code[number - 1].strip()
            if "--missing" in sys.argv:
                print(f"src/{file}:{number}: {text}")
            if in_engine:
                if kept[file, text] > 0:
                    kept[file, text] -= 1
                else:
                    unexplained.append(f"    {file}: {text}")
    for part, (all_lines, run) in totals.items():
        print(f"{part}: {run} of {all_lines} lines, {100 * run / all_lines:.2f} %")
    for (file, text), left in kept.items():
        if left > 0:
            print(f"run, and still in {KEPT.name}: {file}: {text}")
    if unexplained:
        print(f"not run, and without a reason in {KEPT.name}:", *unexplained, sep="\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
