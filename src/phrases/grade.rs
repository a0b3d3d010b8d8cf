//! Grades (mức xếp loại): the usual ones by name, or those of a given scale.

use super::{
    cursor::{Cursor, folded_words},
    note::Note,
    table::{Table, table},
};
use crate::{
    id::GradeId,
    quantity::Scale,
    spelling::{bare, tidy},
};

/// The grades that officials use: name, id, and whether the name is a short form.
static USUAL: Table<(&str, bool)> = table![(&str, bool);
    // Decree 90/2020/NĐ-CP and 366-QĐ/TW: quality of officials and bodies.
    ("không hoàn thành nhiệm vụ", ("khong-hoan-thanh-nhiem-vu", false)),
    ("không hoàn thành", ("khong-hoan-thanh-nhiem-vu", true)),
    ("hoàn thành nhiệm vụ", ("hoan-thanh-nhiem-vu", false)),
    ("hoàn thành", ("hoan-thanh-nhiem-vu", true)),
    ("hoàn thành tốt nhiệm vụ", ("hoan-thanh-tot-nhiem-vu", false)),
    ("hoàn thành tốt", ("hoan-thanh-tot-nhiem-vu", true)),
    ("hoàn thành xuất sắc nhiệm vụ", ("hoan-thanh-xuat-sac-nhiem-vu", false)),
    ("hoàn thành xuất sắc", ("hoan-thanh-xuat-sac-nhiem-vu", true)),
    // Schools, competitions, organisations.
    ("kém", ("kem", false)),
    ("yếu", ("yeu", false)),
    ("yếu kém", ("yeu-kem", false)),
    ("trung bình", ("trung-binh", false)),
    ("trung bình khá", ("trung-binh-kha", false)),
    ("khá", ("kha", false)),
    ("tốt", ("tot", false)),
    ("giỏi", ("gioi", false)),
    ("xuất sắc", ("xuat-sac", false)),
    // Standards.
    ("không đạt", ("khong-dat", false)),
    ("chưa đạt", ("chua-dat", false)),
    ("đạt", ("dat", false)),
    // Organisations of the Party and its mass organisations.
    ("trong sạch vững mạnh", ("trong-sach-vung-manh", false)),
    ("vững mạnh", ("vung-manh", false)),
];

/// Usual scales, worst first: which of two grades is the better one is known only inside one of them.
const ORDERS: &[&[&str]] = &[
    &["kem", "yeu", "trung-binh", "trung-binh-kha", "kha", "tot", "xuat-sac"],
    &["kem", "yeu", "trung-binh", "trung-binh-kha", "kha", "gioi", "xuat-sac"],
    &[
        "khong-hoan-thanh-nhiem-vu",
        "hoan-thanh-nhiem-vu",
        "hoan-thanh-tot-nhiem-vu",
        "hoan-thanh-xuat-sac-nhiem-vu",
    ],
    &["khong-dat", "dat"],
    &["chua-dat", "dat"],
];

/// Whose grades are known.
#[derive(Clone)]
pub(super) enum Grades<'a> {
    Usual,
    Scale { scale: &'a Scale, names: Vec<(Vec<String>, GradeId)> },
}

impl<'a> Grades<'a> {
    pub(super) fn of(scale: &'a Scale) -> Self {
        let name = |text: &str, id: &GradeId| (folded_words(&tidy(text)), id.clone());
        let names = scale
            .grades()
            .iter()
            .flat_map(|grade| [name(&grade.name, &grade.id), name(grade.id.as_str(), &grade.id)])
            .filter(|(words, _)| !words.is_empty())
            .collect();
        Self::Scale { scale, names }
    }

    /// Whether `low` is known to be below `high`.
    pub(super) fn ascend(&self, low: &GradeId, high: &GradeId) -> bool {
        match self {
            Self::Scale { scale, .. } => scale.rank(low) < scale.rank(high),
            Self::Usual => ORDERS.iter().any(|order| {
                let rank = |grade: &GradeId| order.iter().position(|g| *g == grade.as_str());
                matches!((rank(low), rank(high)), (Some(low), Some(high)) if low < high)
            }),
        }
    }

    /// The id that a grade of canonical spelling stands for: as it is, or the usual or the scale's own for a marked name.
    pub(super) fn resolve(&self, typed: &GradeId) -> Option<GradeId> {
        match self {
            Self::Scale { scale, .. } => scale.find(typed.as_str()).map(|grade| grade.id.clone()),
            Self::Usual => {
                let plain = bare(typed.as_str());
                let usual = USUAL.rows().iter().any(|(_, (id, _))| *id == plain);
                if usual { GradeId::new(&plain).ok() } else { Some(typed.clone()) }
            }
        }
    }
}

impl Cursor<'_> {
    /// A grade, if its name comes next; the longest name wins.
    pub(super) fn grade(&mut self, grades: &Grades<'_>) -> Option<GradeId> {
        let mark = self.mark();
        match grades {
            Grades::Usual => {
                let (id, short) = self.first_of(&USUAL)?;
                if short {
                    let typed = self.typed_from(mark);
                    self.notes.push(Note::GradeInFull { typed });
                }
                GradeId::new(id).ok()
            }
            Grades::Scale { names, .. } => {
                let fits = |words: &&(Vec<String>, GradeId)| {
                    words.0.iter().enumerate().all(|(i, word)| {
                        let token = self.nth(i);
                        token.and_then(super::token::Token::word) == Some(word)
                            || token.is_some_and(|t| self.typed(t) == word)
                    })
                };
                // Of equally long names the first: the scale's own order.
                let best = names.iter().filter(fits).rev().max_by_key(|(words, _)| words.len())?;
                let (count, id) = (best.0.len(), best.1.clone());
                for _ in 0..count {
                    self.advance();
                }
                Some(id)
            }
        }
    }
}

/// The full name of a usual grade.
pub(super) fn usual_name(grade: &GradeId) -> Option<&'static str> {
    USUAL.rows().iter().find(|(_, (id, short))| *id == grade.as_str() && !short).map(|(name, _)| *name)
}
