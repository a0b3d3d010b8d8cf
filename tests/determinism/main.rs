//! The same inputs give the same bytes: in any order of rows, in debug and in release, with one thread and with several.
//!
//! `cargo test --test determinism` tries a hundred plans in three orders; `KEHOACH_DETERMINISM=all` all thousand in twenty, and
//! `KEHOACH_DETERMINISM=write` writes `digests.txt` anew, after a change that is meant to change what is said. That every build
//! is held against the one file is what makes debug, release and features comparable: `tests/elsewhere` does the others.

mod drawn;
mod said;

use std::{fmt::Write as _, fs};

use drawn::{Draw, Texts};
use said::{answers, apart};

/// The digest of all answers up to and with those of so many plans.
const KEPT: &str = include_str!("digests.txt");
const PLANS: usize = 1000;
const SHUFFLES: usize = 20;
/// A digest stands for so many plans.
const TOGETHER: usize = 100;

/// 128 bits by Fowler, Noll and Vo (FNV-1a): enough to tell texts apart that nobody forges.
#[derive(Clone, Copy)]
struct Digest(u128);

impl Digest {
    const EMPTY: Self = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);

    fn of(self, text: &str) -> Self {
        let step = |sum: u128, byte| {
            (sum ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
        };
        Self(text.bytes().fold(self.0, step))
    }
}

/// Every answer of one plan, in one text; in other orders of its rows it is the same.
fn said(texts: &Texts, draw: &mut Draw, shuffles: usize) -> String {
    let told = answers(texts).join("\n");
    for _ in 0..shuffles {
        let mut shuffled = texts.clone();
        draw.shuffle(&mut shuffled.reports);
        if let Some(difference) = differs(&told, &answers(&shuffled).join("\n")) {
            panic!("another order of reports says otherwise\n{difference}\n{shuffled}");
        }
    }
    if shuffles == 0 {
        return told;
    }
    // Results stand in the order of the register: in another order they are the same answers, each by itself.
    let mut shuffled = texts.clone();
    draw.shuffle(&mut shuffled.units);
    if let Some(difference) = differs(&apart(texts).join("\n"), &apart(&shuffled).join("\n")) {
        panic!("another order of units says otherwise\n{difference}\n{shuffled}");
    }
    told
}

fn differs(one: &str, other: &str) -> Option<String> {
    let mut lines = one.lines().zip(other.lines());
    match lines.find(|(one, other)| one != other) {
        Some((one, other)) => Some(format!("{one}\n{other}")),
        None => (one.len() != other.len()).then(|| "one says more".to_owned()),
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let wanted = std::env::var("KEHOACH_DETERMINISM").unwrap_or_default();
    let (plans, shuffles) = match wanted.as_str() {
        "all" => (PLANS, SHUFFLES),
        "write" => (PLANS, 0),
        _ => (TOGETHER, 3),
    };
    let mut digests = String::new();
    let mut all = Digest::EMPTY;
    for number in 0..plans {
        let mut draw = Draw::new(number as u64);
        let texts = draw.texts();
        all = all.of(&said(&texts, &mut draw, shuffles));
        if (number + 1).is_multiple_of(TOGETHER) {
            writeln!(digests, "{:4} plans: {:032x}", number + 1, all.0).unwrap();
        }
    }
    if wanted == "write" {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/determinism/digests.txt"), digests).unwrap();
        return;
    }
    assert!(
        KEPT.starts_with(&digests),
        "answers are not what this file says; if that is meant, write it anew with KEHOACH_DETERMINISM=write\n{digests}"
    );
}

/// The digest is the published one: of nothing, of one letter, and of the text that its authors test with.
#[test]
fn digests_are_those_of_the_algorithm() {
    assert_eq!(Digest::EMPTY.of("a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    assert_eq!(Digest::EMPTY.of("foobar").0, 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
}
