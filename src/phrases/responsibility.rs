//! Who leads, who takes part, to whom a report goes: lines of responsibility into roles and names.

use std::ops::Range;

use serde::Serialize;

use super::{
    abbreviation::{expand_name, is_abbreviation},
    cursor::Cursor,
    note::Note,
    reading::{Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    roles::{ADVERBS, HEADS, ROLES, VERBS, WHOLE},
    token::{Kind, Token, tokens},
};
use crate::{limits::LINE_WORDS, spelling::tidy};

pub use crate::plan::Role;

/// How a party is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Naming {
    /// By a name: `Ban Dân vận Huyện ủy`.
    Named,
    /// As one of several: `các đoàn thể huyện`.
    Group,
    /// Relative to whoever acts: `UBND cùng cấp`.
    Relative,
    /// By an open phrase: `các cơ quan, đơn vị liên quan`.
    Open,
}

/// One party and what it has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Party {
    /// What it has to do.
    pub role: Role,
    /// Its name as written.
    pub name: String,
    /// How it is named.
    pub naming: Naming,
    /// The bytes of the text that name it.
    pub span: Range<usize>,
}

impl Party {
    /// Its name with abbreviations written out, if there are any: `Hội LHPN huyện` is Hội Liên hiệp Phụ nữ huyện.
    #[must_use]
    pub fn expanded(&self) -> Option<String> {
        expand_name(&self.name)
    }
}

/// Reads a line of responsibility into roles and names, as it is written: `Cơ quan chủ trì: A (B tham mưu)`,
/// `giao A chủ trì, phối hợp với B và C`, `báo cáo kết quả về A (qua B)`.
///
/// ```
/// use kehoach::phrases;
///
/// let line = "Cơ quan chủ trì: Ban Dân vận Tỉnh ủy (Phòng Đoàn thể tham mưu)";
/// let parties = phrases::responsibility(line)?.value;
/// let roles: Vec<_> = parties.iter().map(|p| (p.role.name(), p.name.as_str())).collect();
/// assert_eq!(roles, [("lead", "Ban Dân vận Tỉnh ủy"), ("advise", "Phòng Đoàn thể")]);
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`] where no role stands there, or none has a name.
pub fn responsibility(text: &str) -> Result<Reading<Vec<Party>>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut line = Line { cursor: Cursor::new(text, &tokens), parties: Vec::new(), actor: Vec::new() };
    if tokens.len() > LINE_WORDS {
        return Err(line.cursor.wrong_here(Wrong::TooLong));
    }
    line.read();
    if line.parties.is_empty() {
        line.cursor.missed(Expected::Role);
        let mut refusal = line.cursor.refuse();
        if refusal.0.wrong == Wrong::Unexpected {
            refusal.0.wrong = Wrong::NoRole;
        }
        return Err(refusal);
    }
    let span = line.parties.iter().fold(None, |span: Option<Range<usize>>, party| {
        Some(span.map_or(party.span.clone(), |s| s.start.min(party.span.start)..s.end.max(party.span.end)))
    });
    line.cursor.note_look_alikes();
    Ok(Reading::new(line.parties, span.unwrap_or_default(), line.cursor.notes))
}

struct Line<'a> {
    cursor: Cursor<'a>,
    parties: Vec<Party>,
    /// Who acts in the sentence: the names before its first verb.
    actor: Vec<(String, Range<usize>)>,
}

impl Line<'_> {
    fn read(&mut self) {
        while !self.cursor.is_end() {
            self.cursor.any_sign(&['-', '+', '*', '•']);
            let _ = self.cursor.phrase("giao cho") || self.cursor.phrase("giao");
            if self.report() || self.heading() {
                continue;
            }
            let before = self.cursor.position();
            self.sentence();
            if self.cursor.position() == before {
                self.cursor.advance();
            }
        }
    }

    fn push(&mut self, role: Role, names: &[(String, Range<usize>)]) {
        for (name, span) in names {
            if self.parties.iter().any(|p| p.role == role && p.name == *name) {
                continue;
            }
            self.parties.push(Party { role, name: name.clone(), naming: naming(name), span: span.clone() });
        }
    }

    /// `Cơ quan chủ trì: ...`: a role, a colon, names.
    fn heading(&mut self) -> bool {
        let mark = self.cursor.mark();
        let _ = self.cursor.exact("các") || self.cursor.exact("những");
        let mut role = self.cursor.first_of(&ROLES);
        if role.is_none() && self.cursor.phrase("cơ quan") {
            // `Cơ quan, đơn vị chủ trì thực hiện:`.
            self.cursor.sign(',');
            role = self.cursor.first_of(&ROLES);
        }
        while self.cursor.sees(&["với", "chính"]) {
            self.cursor.advance();
        }
        // `Đơn vị chủ trì, tham mưu:`.
        let mut roles: Vec<Role> = role.into_iter().collect();
        while !roles.is_empty() && (self.cursor.sign(',') || self.cursor.exact("và")) {
            match self.cursor.first_of(&ROLES) {
                Some(role) => roles.push(role),
                None => roles.clear(),
            }
        }
        if roles.is_empty() || !self.cursor.sign(':') {
            self.cursor.reset(mark);
            return false;
        }
        let names = self.names(false);
        roles.into_iter().for_each(|role| self.push(role, &names));
        self.aside();
        self.cursor.any_sign(&['.', ';']);
        true
    }

    /// What stands in brackets behind a name and has a role: `(B tham mưu)`, `(qua B)`.
    fn aside(&mut self) {
        while self.cursor.peek().is_some_and(|t| t.is_sign('(')) {
            let mark = self.cursor.mark();
            self.cursor.advance();
            if self.cursor.phrase("thông qua") || self.cursor.exact("qua") {
                let names = self.names(true);
                self.push(Role::ReportThrough, &names);
            } else {
                let names = self.names(false);
                match self.cursor.first_of(&ROLES) {
                    Some(role) => self.push(role, &names),
                    None => {
                        self.cursor.reset(mark);
                        return;
                    }
                }
            }
            while self.cursor.peek().is_some_and(|t| !t.is_sign(')')) {
                self.cursor.advance();
            }
            self.cursor.sign(')');
            self.cursor.any_sign(&['*', '_']);
        }
    }

    /// `báo cáo ... về A (qua B)`.
    fn report(&mut self) -> bool {
        let mark = self.cursor.mark();
        let said = self.cursor.phrase("định kỳ báo cáo")
            || self.cursor.phrase("báo cáo")
            || self.cursor.phrase("gửi");
        if !said {
            return false;
        }
        let mut to = None;
        while let Some(token) = self.cursor.peek() {
            let name_follows = self.cursor.nth(1).is_some_and(|t| self.begins_name(t));
            if matches!(token.word(), Some("về" | "cho" | "với" | "lên" | "gửi")) && name_follows {
                self.cursor.advance();
                to = Some(());
                break;
            }
            if token.is_sign('.') || token.is_sign(';') {
                break;
            }
            if to.is_none()
                && self.cursor.before().and_then(Token::word) == Some("cáo")
                && self.begins_name(token)
            {
                to = Some(());
                break;
            }
            self.cursor.advance();
        }
        if to.is_none() {
            self.cursor.reset(mark);
            self.cursor.advance();
            return true;
        }
        let names = self.names(true);
        self.push(Role::ReportTo, &names);
        self.cursor.sign('(');
        while self.cursor.any_sign(&['*', '_']) {}
        if self.cursor.phrase("thông qua") || self.cursor.exact("qua") {
            let names = self.names(true);
            self.push(Role::ReportThrough, &names);
        }
        while self.cursor.any_sign(&[')', '*', '_']) {}
        true
    }

    /// `A chủ trì, phối hợp với B, C và D theo dõi, đôn đốc ...`.
    fn sentence(&mut self) {
        if self.cursor.peek().is_some_and(|t| self.begins_name(t)) {
            let mark = self.cursor.mark();
            let helped = !self.actor.is_empty()
                && self.cursor.before().is_some_and(|t| t.word().is_some_and(|word| word != "giao"));
            let names = self.names(true);
            let acts = acts(&mut self.cursor);
            if acts && !helped {
                self.actor = names;
            } else if acts {
                // `tham mưu giúp A kiểm tra`: A is helped, and does not act.
            } else {
                self.cursor.reset(mark);
                self.cursor.advance();
                return;
            }
        }
        let Some(role) = self.cursor.first_of(&ROLES) else { return };
        let with = self.cursor.phrase("cùng với") || self.cursor.exact("với") || self.cursor.exact("cùng");
        if role == Role::Coordinate && (with || self.cursor.peek().is_some_and(|t| self.begins_name(t))) {
            let names = self.names(true);
            self.push(role, &names);
        } else {
            let actor = self.actor.clone();
            self.push(role, &actor);
            self.behind_colon();
        }
        self.aside();
    }

    /// `A phối hợp: B`: whether B does so too, or A with B, is nowhere said.
    fn behind_colon(&mut self) {
        let mark = self.cursor.mark();
        if self.cursor.sign(':') && self.cursor.peek().is_some_and(|t| self.begins_name(t)) {
            let from = self.cursor.mark();
            self.names(true);
            if !acts(&mut self.cursor) {
                let typed = self.cursor.typed_from(from);
                self.cursor.notes.push(Note::LeftOut { typed });
                return;
            }
        }
        self.cursor.reset(mark);
    }

    fn begins_name(&self, token: &Token) -> bool {
        let typed = self.cursor.typed(token);
        let capital = typed.chars().next().is_some_and(char::is_uppercase);
        match token.word() {
            Some("các" | "những") => true,
            Some(word) => is_abbreviation(&tidy(typed)) || (capital && HEADS.contains(&word)),
            None => false,
        }
    }

    /// A list of names. In a sentence a verb ends it.
    fn names(&mut self, in_sentence: bool) -> Vec<(String, Range<usize>)> {
        let mut names: Vec<(String, Range<usize>)> = Vec::new();
        let mut start = self.cursor.mark();
        let mut depth = 0_usize;
        while let Some(token) = self.cursor.peek() {
            let empty = self.cursor.span_from(start).is_empty();
            let next_begins = self.cursor.nth(1).is_some_and(|t| self.begins_name(t));
            let splits = match &token.kind {
                Kind::Sign(';') => true,
                Kind::Sign(',') => next_begins || self.cursor.nth(1).is_none(),
                Kind::Word(word) if word == "và" => next_begins && !self.is_whole(start),
                _ => false,
            };
            let parts = token.is_sign(';') || (token.is_sign(',') && !splits);
            if depth == 0 && parts && self.ends_behind_comma() {
                break;
            }
            if depth == 0 && splits {
                self.finish(&mut names, start);
                self.cursor.advance();
                start = self.cursor.mark();
                continue;
            }
            match &token.kind {
                Kind::Sign('(') => {
                    if self.bracket_has_role() {
                        break;
                    }
                    depth = depth.saturating_add(1);
                }
                Kind::Sign(')') => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => break,
                },
                // `...; thời gian: quý II`: no further name, but the head of something else. `A, B: chủ trì` are two names.
                Kind::Sign(':') if !names.is_empty() && !acts(&mut self.cursor.clone()) => {
                    self.cursor.reset(start);
                    return names;
                }
                Kind::Sign('.' | ':') => break,
                Kind::Word(_) if token.new_line && !empty => break,
                Kind::Word(_) if depth == 0 && !empty => {
                    let party = self.cursor.sees(&["xây dựng đảng"]);
                    let verb = (self.cursor.sees(VERBS) && !party)
                        || self.cursor.sees(ADVERBS)
                        || self.cursor.first_of_peek(&ROLES);
                    if verb && (in_sentence || self.cursor.first_of_peek(&ROLES)) && !self.verb_in_name() {
                        break;
                    }
                }
                _ => {}
            }
            self.cursor.advance();
        }
        self.finish(&mut names, start);
        names
    }

    /// `Ban Chỉ đạo`, `Ủy ban Kiểm tra`, `Ban Tổ chức`: a verb with a capital is part of a name.
    fn verb_in_name(&self) -> bool {
        let capital = |t: &Token| self.cursor.typed(t).chars().next().is_some_and(char::is_uppercase);
        self.cursor.peek().is_some_and(capital)
    }

    /// Whether a role or a verb stands behind this comma.
    fn ends_behind_comma(&self) -> bool {
        let mut ahead = self.cursor.clone();
        ahead.advance();
        ahead.first_of_peek(&ROLES) || ahead.sees(VERBS) || ahead.sees(&["định kỳ", "trên cơ sở", "căn cứ"])
    }

    fn is_whole(&self, start: super::cursor::Mark) -> bool {
        let mut ahead = self.cursor.clone();
        ahead.advance();
        ahead.advance();
        ahead.advance();
        let typed = tidy(&ahead.typed_from(start)).to_lowercase();
        WHOLE.iter().any(|whole| typed.ends_with(whole))
    }

    /// Whether what stands in the bracket that comes next gives a role.
    fn bracket_has_role(&self) -> bool {
        let mut ahead = self.cursor.clone();
        ahead.advance();
        while ahead.any_sign(&['*', '_']) {}
        if ahead.sees(&["qua", "thông qua"]) {
            return true;
        }
        while let Some(token) = ahead.peek() {
            if token.is_sign(')') {
                return false;
            }
            let capital = ahead.typed(token).chars().next().is_some_and(char::is_uppercase);
            if !capital && ahead.first_of_peek(&ROLES) {
                return true;
            }
            ahead.advance();
        }
        false
    }

    fn finish(&self, names: &mut Vec<(String, Range<usize>)>, start: super::cursor::Mark) {
        let span = self.cursor.span_from(start);
        let typed = self.cursor.slice(span.clone());
        let name = typed.trim().trim_end_matches([',', '.', ';', ':', '*', '_']).trim();
        let inner = typed.find(name).unwrap_or(0);
        let from = span.start.saturating_add(inner);
        // `giữa A và B`, `với A`: the word before is no part of the name.
        if name.is_empty() || !name.chars().any(char::is_alphabetic) {
            return;
        }
        names.push((name.to_owned(), from..from.saturating_add(name.len())));
    }
}

/// Whether a role, behind a comma, a colon or an adverb at most, follows the names.
fn acts(cursor: &mut Cursor<'_>) -> bool {
    let mark = cursor.mark();
    cursor.any_sign(&[',', ':']);
    while ADVERBS.iter().any(|words| cursor.exact(words)) {
        cursor.any_sign(&[',']);
    }
    let acts = cursor.first_of_peek(&ROLES) || cursor.sees(&["báo cáo", "định kỳ báo cáo"]);
    if !acts {
        cursor.reset(mark);
    }
    acts
}

fn naming(name: &str) -> Naming {
    let folded = tidy(name).to_lowercase();
    if folded.contains("liên quan") {
        Naming::Open
    } else if folded.ends_with("cùng cấp") {
        Naming::Relative
    } else if folded.starts_with("các ") || folded.starts_with("những ") || folded.contains(" các ") {
        Naming::Group
    } else {
        Naming::Named
    }
}
