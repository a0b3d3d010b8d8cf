#!/usr/bin/env python3
"""Mutation testing of the library with one build: which changes in one place does no test notice?

    pip install tree-sitter tree-sitter-rust
    tools/mutants.py 'src/quantity/*' 'src/score/*'     # these files (a pattern's * crosses folders; none is all of them)
    tools/mutants.py --sample 800 --seed 1 'src/*'      # so many of them, drawn at random
    tools/mutants.py --again 'src/score/*'              # only what no test has noticed so far

The mutants are those of `cargo mutants --list`. The wanted ones are written into one copy of the sources, `target/mutants-all`, and the environment
variable KEHOACH_MUTANT=<number> chooses one at run time: so a mutant costs the tests that reach it, not a build. What the compiler refuses is
left out: *unviable* where `cargo mutants` would find the same, *not tried* where only this way of writing it is to blame (constants,
`impl Trait`, types that are inferred from the place). One run of each test without a mutant shows that it passes, how long it takes and which
mutants it reaches; then each mutant meets the tests that reach it, those first that notice much in little time, until one fails, hangs or eats the memory.
Results stay in `target/mutants-all/results.json`, survivors are printed.
"""

import argparse
import bisect
import collections
import concurrent.futures
import fnmatch
import json
import math
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import time

import tree_sitter_rust
from tree_sitter import Language, Parser

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / "target" / "mutants-all"
ENV = dict(os.environ, CARGO_TARGET_DIR=str(ROOT / "target" / "mutants-build"), RUSTFLAGS="--cap-lints=warn -Awarnings",
           CARGO_INCREMENTAL="0", CARGO_PROFILE_DEV_OPT_LEVEL="1", CARGO_PROFILE_DEV_DEBUG="0")
# A failing property need not be made small, and seeds are the same in every run.
RUN = dict(os.environ, PROPTEST_MAX_SHRINK_TIME="1", PROPTEST_DISABLE_FAILURE_PERSISTENCE="1", PROPTEST_RNG_SEED="7",
           CARGO_MANIFEST_DIR=str(COPY))
# Bounds on time by the clock, which fail without a mutant on a busy machine; and tests that build a program and run that.
LEFT_OUT = {"traps_take_linear_time", "a_million_lines_are_read_or_refused_in_time"}
BUILDS = "evaluate_example"
SWITCH = """//! Which mutant is on: see tools/mutants.py.
use std::{collections::HashSet, fs::File, io::Write, sync::{Mutex, atomic::{AtomicU32, Ordering::Relaxed}}};
const RECORDS: u32 = u32::MAX - 1;
static CHOSEN: AtomicU32 = AtomicU32::new(u32::MAX);
static REACHED: Mutex<Option<(HashSet<u32>, File)>> = Mutex::new(None);
#[inline(always)]
pub(crate) fn on(number: u32) -> bool {
    let chosen = CHOSEN.load(Relaxed);
    chosen == number || (chosen >= RECORDS && slowly(number))
}
#[cold]
fn slowly(number: u32) -> bool {
    let mut reached = REACHED.lock().unwrap();
    if CHOSEN.load(Relaxed) == u32::MAX {
        let chosen = std::env::var("KEHOACH_MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
        let file = std::env::var("KEHOACH_REACHED").ok().map(|path| File::create(path).unwrap());
        CHOSEN.store(if file.is_some() { RECORDS } else { chosen }, Relaxed);
        *reached = file.map(|file| (HashSet::new(), file));
    }
    if let Some((seen, file)) = &mut *reached && seen.insert(number) {
        writeln!(file, "{number}").unwrap();
    }
    CHOSEN.load(Relaxed) == number
}
"""


def listed():
    """cargo-mutants' own list, numbered from 1; asked for again when a source has changed."""
    kept = COPY / "list.json"
    newest = max(path.stat().st_mtime for path in (ROOT / "src").rglob("*.rs"))
    if not kept.exists() or kept.stat().st_mtime < newest:
        found = subprocess.run(["cargo", "mutants", "--list", "--json"], cwd=ROOT, check=True, capture_output=True, text=True)
        kept.write_text(json.dumps([{**m, "diff": None} for m in json.loads(found.stdout)]), encoding="utf-8")
    return list(enumerate(json.loads(kept.read_text(encoding="utf-8")), 1))


class File:
    """One source, written anew with its mutants in it."""

    def __init__(self, name, mutants, consts):
        self.text = (ROOT / name).read_bytes()
        self.consts = consts  # functions that have to stay `const`
        self.unviable = set()
        starts = [0] + [m.end() for m in re.finditer(b"\n", self.text)]
        lines = self.text.decode().split("\n")
        offset = lambda at: starts[at["line"] - 1] + len(lines[at["line"] - 1][: at["column"] - 1].encode())
        self.at, self.bodies = collections.defaultdict(list), collections.defaultdict(list)
        for number, m in mutants:
            start = offset(m["span"]["start"])
            if m["genre"] == "FnValue":
                self.bodies[offset(m["function"]["span"]["end"])].append((number, m))
            else:
                self.at[m["genre"], start].append((number, m))
        places = [start for _, start in self.at] + [m.start() for m in re.finditer(rb"const fn", self.text)]
        self.places = sorted(places + list(self.bodies))
        self.root = Parser(Language(tree_sitter_rust.language())).parse(self.text).root_node

    def plain(self, node):
        """The text of a node with what is changed inside it."""
        if bisect.bisect_left(self.places, node.start_byte) == bisect.bisect_right(self.places, node.end_byte):
            return self.text[node.start_byte:node.end_byte].decode()
        parts, last = [], node.start_byte
        for child in node.children:
            parts += [self.text[last:child.start_byte].decode(), self.write(child)]
            last = child.end_byte
        return "".join(parts) + self.text[last:node.end_byte].decode()

    def taken(self, genre, node):
        return self.at.get((genre, node.start_byte), [])

    def chosen(self, mutants, text, otherwise):
        """The changed expression where a mutant is on, what stands there otherwise."""
        told = "".join(f"if {on(n)} {{ {mark(n, text(m))} }} else " for n, m in mutants)
        return f"{told}{{ {otherwise} }}"

    def write(self, node):
        kind, field = node.type, node.child_by_field_name
        if kind == "binary_expression" and (found := self.taken("BinaryOperator", field("operator"))):
            left, right, sign = self.write(field("left")), self.write(field("right")), self.text[field("operator").start_byte:field("operator").end_byte].decode()
            first = found[0][0]
            if sign in ("&&", "||"):
                test = "!=" if sign == "&&" else "=="
                return mark(first, f"(match ({left}) {{ l => if l {test} {on(first)} {{ {right} }} else {{ l }} }})")
            borrow, own = ("&", "*") if sign in ("==", "!=", "<", "<=", ">", ">=") else ("", "")
            change = self.chosen(found, lambda m: f"{own}l {m['replacement']} {own}r", f"{own}l {sign} {own}r")
            return mark(first, f"(match ({borrow}({left}), {borrow}({right})) {{ (l, r) => {change} }})")
        if kind == "compound_assignment_expr" and (found := self.taken("BinaryOperator", field("operator"))):
            left, right = self.write(field("left")), self.write(field("right"))
            sign = self.text[field("operator").start_byte:field("operator").end_byte].decode()
            return mark(found[0][0], "(" + self.chosen(found, lambda m: f"{left} {m['replacement']} {right}", f"{left} {sign} {right}") + ")")
        if kind == "unary_expression" and (found := self.taken("UnaryOperator", node)):
            sign, inner = self.text[node.start_byte:node.start_byte + 1].decode(), self.write(node.children[1])
            return mark(found[0][0], f"(match ({inner}) {{ v => {self.chosen(found, lambda m: 'v', sign + 'v')} }})")
        if kind == "match_arm":
            return self.arm(node)
        if kind in ("field_initializer", "shorthand_field_initializer") and (found := self.taken("StructField", node)):
            base = next(c for c in node.parent.children if c.type == "base_field_initializer").children[1]
            name = (field("field") or node.children[-1])
            name = self.text[name.start_byte:name.end_byte].decode()
            value = self.write(field("value")) if field("value") else name
            owner = node.parent.parent.child_by_field_name("name")
            owner, base = self.text[owner.start_byte:owner.end_byte].decode(), self.text[base.start_byte:base.end_byte].decode()
            change = lambda m: f"let base: {owner} = {base}; base.{name}" if base.startswith("Default::") else f"({base}).{name}"
            return f"{name}: {mark(found[0][0], '(' + self.chosen(found, change, value) + ')')}"
        if kind == "function_item":
            return self.function(node)
        if kind == "let_chain":
            # `if let A = a || b` is no Rust.
            self.unviable |= {n for sign in node.children for n, _ in self.taken("BinaryOperator", sign) if sign.type == "&&"}
        return self.plain(node)

    def arm(self, node):
        pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        guard = pattern.child_by_field_name("condition")
        told = self.write(guard) if guard else "true"
        for n, m in self.taken("MatchArmGuard", guard) if guard else []:
            told = mark(n, f"({on(n)} || ({told}))" if m["replacement"] == "true" else f"(!{on(n)} && ({told}))")
        last = node.parent.named_children[-1].child_by_field_name("pattern")
        if self.taken("MatchArm", node) and self.text[last.start_byte:last.end_byte] != b"_":
            # Not exhaustive without the arm.
            self.unviable |= {n for n, _ in self.at.pop(("MatchArm", node.start_byte))}
        for n, _ in self.taken("MatchArm", node):
            told = mark(n, f"(!{on(n)} && ({told}))")
        before = self.text[node.start_byte:pattern.children[0].end_byte].decode()
        between = self.text[pattern.end_byte:value.start_byte].decode()
        rest = self.text[value.end_byte:node.end_byte].decode()
        return f"{before}{' if ' + told if told != 'true' else ''}{between}{self.write(value)}{rest}"

    def function(self, node):
        body, last = node.child_by_field_name("body"), node.start_byte
        found, parts = self.bodies.get(node.end_byte, []), []
        name = self.text[node.child_by_field_name("name").start_byte:node.child_by_field_name("name").end_byte].decode()
        for child in node.children:
            parts.append(self.text[last:child.start_byte].decode())
            last = child.end_byte
            if child.type == "function_modifiers" and name not in self.consts:
                parts.append(self.text[child.start_byte:child.end_byte].decode().replace("const", ""))
            elif child == body:
                inner = self.plain(body)
                parts.append("{" + "".join(mark(n, f"if {on(n)} {{ return {m['replacement']}; }}") for n, m in found) + inner[1:])
            else:
                parts.append(self.write(child))
        return "".join(parts)


def on(number):
    return f"crate::mutant::on({number})"


def mark(number, text):
    """So that what the compiler says of a place leads to the mutant."""
    return f"/*<{number}*/{text}/*{number}>*/"


def put(path, text):
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_all(mutants, dropped, consts):
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split():
        own = [(n, m) for n, m in mutants if m["file"] == name and m["name"] not in dropped]
        if name.startswith("src/") and name.endswith(".rs"):
            file = File(name, own, consts)
            text = file.write(file.root)
            dropped.update((m["name"], "unviable") for n, m in own if n in file.unviable)
            text += ("\n#[doc(hidden)]\nmod mutant;\n" if name == "src/lib.rs" else "")
            put(COPY / name, text)
        elif (ROOT / name).is_file():
            data, path = (ROOT / name).read_bytes(), COPY / name
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, path)
    put(COPY / "src" / "mutant.rs", SWITCH)


def refused(errors, by_number, dropped, consts):
    """Leaves out what the compiler's errors speak of: the innermost mutant about the place, or those inside it."""
    before = len(dropped) + len(consts)
    for error in errors:
        if named := re.search(r"non-const (?:associated )?(?:function|method) `(?:.*::)?(\w+)(?:::<.*>)?`", error["message"]):
            if error["spans"][0]["file_name"].startswith("src/") and named[1] not in ("on", *consts):
                consts.append(named[1])
                continue
        for span in sorted(error["spans"], key=lambda s: not s["is_primary"]):
            if not span["file_name"].startswith("src/"):
                continue
            text, found = (COPY / span["file_name"]).read_bytes(), []
            for m in re.finditer(rb"/\*<(\d+)\*/", text):
                end = text.index(b"/*%s>*/" % m[1], m.start())
                if m.start() <= span["byte_start"] and span["byte_end"] <= end:
                    found.append((end - m.start(), int(m[1]), True))
                elif span["byte_start"] <= m.start() and end <= span["byte_end"]:
                    found.append((0, int(m[1]), False))
            around = [f for f in found if f[2]]
            for _, number, inside in [min(around)] if around else found:
                m = by_number[number]
                same = inside and m["genre"] == "FnValue" and "impl " not in m["function"]["return_type"] or error["message"].startswith("expected")
                dropped.setdefault(m["name"], "unviable" if same else "not tried")
            if found:
                break
    if len(dropped) + len(consts) == before:
        sys.exit("the compiler refuses what no mutant is to blame for:\n" + "\n".join(e["rendered"] for e in errors[:5]))


def build(mutants, tests):
    """Until it compiles; then the programs of the tests."""
    kept, by_number = COPY / "dropped.json", dict(mutants)
    dropped, consts = json.loads(kept.read_text()) if kept.exists() else ({}, [])
    # Such a function has one type, which the replacement is not of.
    dropped.update((m["name"], "not tried") for _, m in mutants if m["genre"] == "FnValue" and "-> impl " in m["function"]["return_type"])
    steps = [("check", "--lib"), ("test", "--no-run", "--lib", *(f"--test={name}" for name in tests or ["*"]))]
    while steps:
        write_all(mutants, dropped, consts)
        said = cargo(*steps[0], "--all-features")
        errors = [m["message"] for m in said if m.get("reason") == "compiler-message" and m["message"]["level"] == "error" and m["message"]["spans"]]
        if errors:
            refused(errors, by_number, dropped, consts)
            kept.write_text(json.dumps((dropped, consts)))
            print(f"{len(errors)} errors; {len(dropped)} mutants left out so far", flush=True)
        else:
            steps.pop(0)
    programs = sorted({m["executable"] for m in said if m.get("reason") == "compiler-artifact" and m.get("executable") and m["profile"]["test"]})
    return dropped, programs


def cargo(*arguments):
    said = subprocess.run(["cargo", *arguments, "--message-format=json"], cwd=COPY, env=ENV, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]


def run(program, tests, seconds, **env):
    """Whether these tests of a program pass, and which of them say that they do not."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    try:
        done = subprocess.run([program, "--exact", "--test-threads=1", *tests], cwd=COPY, env={**RUN, **env}, timeout=seconds,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True, errors="replace", preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return False, []
    return done.returncode == 0, re.findall(r"^test (\S+) .*\.\.\. FAILED$", done.stdout, re.M)


def reach(program, workers, cases, slowest):
    """Of each test that passes: how long it takes, and the mutants that it reaches. Kept beside the program."""
    kept = pathlib.Path(f"{program}.{slowest}.reach.json")
    if kept.exists() and kept.stat().st_mtime > os.stat(program).st_mtime:
        return json.loads(kept.read_text())
    names = subprocess.run([program, "--list", "--format=terse"], cwd=COPY, env=RUN, capture_output=True, text=True, check=True).stdout

    def one(name):
        path = pathlib.Path(f"{program}.{name.replace(':', '-')}.reached")
        began = time.monotonic()
        passes, _ = run(program, [name], slowest, KEHOACH_REACHED=str(path), **cases)
        numbers = [int(n) for n in path.read_text().split()] if path.exists() else []
        path.unlink(missing_ok=True)
        if not passes:
            print(f"fails without a mutant or takes too long, and is left out: {pathlib.Path(program).name} {name}", flush=True)
        return [name, time.monotonic() - began, numbers] if passes else None

    wanted = [line.removesuffix(": test") for line in names.splitlines() if line.endswith(": test")]
    found = [one for one in workers.map(one, (name for name in wanted if name.split("::")[-1] not in LEFT_OUT)) if one]
    kept.write_text(json.dumps(found))
    return found


class Worth:
    """Which tests notice much in little time: what was seen of them so far."""

    def __init__(self):
        self.met, self.noticed = collections.Counter(), collections.Counter()

    def seconds(self, test):
        """How long it takes to notice one mutant by this test, as far as one knows."""
        seconds, *key = test
        key = tuple(key)
        return (seconds + 0.01) * (self.met[key] + 2) / (self.noticed[key] + 1)


def caught(number, tests, cases, budget, portion, worth):
    """By which tests a mutant is noticed: those worth most first, in portions that take longer and longer."""
    tests = sorted((test for test in tests if test[0] < budget), key=lambda test: (worth.seconds(test), test))
    while tests and portion < budget:
        taken, spent = collections.defaultdict(list), 0
        while tests and (not spent or spent + tests[0][0] < portion):
            seconds, program, name = tests.pop(0)
            taken[program].append(name)
            spent += seconds
        for program, names in taken.items():
            passes, failed = run(program, names, 10 + 8 * spent, KEHOACH_MUTANT=str(number), **cases)
            worth.met.update((program, name) for name in names)
            worth.noticed.update((program, name) for name in failed)
            if not passes:
                return f"{pathlib.Path(program).name.rsplit('-', 1)[0]} {' '.join(failed[:3] or names[:3])}"
        portion *= 4
    return None


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("patterns", nargs="*")
    options.add_argument("--sample", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--again", action="store_true")
    options.add_argument("--cases", help="of each property, while mutants are on (as many as its test says, unless given)")
    options.add_argument("--budget", type=float, default=math.inf, help="no test and no portion of tests longer than so many seconds: a first look")
    options.add_argument("--slowest", type=int, default=900, help="a test that takes longer, by itself and without a mutant, is left out")
    options.add_argument("--tests", nargs="+", help="these alone beside the unit tests: a first look")
    options.add_argument("--jobs", type=int, default=2)
    options = options.parse_args()
    COPY.mkdir(parents=True, exist_ok=True)
    wanted = [(n, m) for n, m in listed() if not options.patterns or any(fnmatch.fnmatch(m["file"], p) for p in options.patterns)]
    if options.sample:
        wanted = random.Random(options.seed).sample(wanted, min(options.sample, len(wanted)))
    dropped, programs = build(wanted, options.tests)
    workers = concurrent.futures.ThreadPoolExecutor(options.jobs)
    cases = {"KEHOACH_CASES": options.cases} if options.cases else {}
    reaching = collections.defaultdict(list)
    for program in (p for p in programs if not pathlib.Path(p).name.startswith(BUILDS)):
        for name, seconds, numbers in reach(program, workers, cases, options.slowest):
            for number in numbers:
                reaching[number].append((seconds, program, name))
    kept = COPY / "results.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    tried = [(n, m) for n, m in wanted if m["name"] not in dropped]
    left = [(n, m) for n, m in tried if not (options.again and results.get(m["name"]))]
    began = time.monotonic()
    worth = Worth()
    jobs = {workers.submit(caught, n, reaching[n], cases, options.budget, 1 if options.again else 0.05, worth): m["name"] for n, m in left}
    for count, job in enumerate(concurrent.futures.as_completed(jobs), 1):
        results[jobs[job]] = job.result()
        if count % 20 == 0 or count == len(jobs):
            kept.write_text(json.dumps(results))
            print(f"{count} of {len(jobs)} in {time.monotonic() - began:.0f} s", flush=True)
    floors = collections.defaultdict(lambda: [0, 0, 0, 0])
    for _, m in wanted:
        said = dropped.get(m["name"])
        for floor in ("/".join(m["file"].split("/")[:2]), "all"):
            for place, counts in enumerate([True, said == "unviable", said == "not tried", not said and results[m["name"]] is not None]):
                floors[floor][place] += counts
    for number, m in tried:
        if results[m["name"]] is None:
            print(f"survives{'' if reaching[number] else ', never run'}: {m['name']}")
    for floor, (all_of_it, unviable, untried, noticed) in sorted(floors.items()):
        viable = all_of_it - unviable - untried
        print(f"{floor}: {all_of_it} listed, {unviable} unviable, {untried} not tried this way, {viable} tried, {noticed} caught ({100 * noticed / max(viable, 1):.1f} %), {viable - noticed} survive")


if __name__ == "__main__":
    main()
