//! Tasks and reporting duties: when, and who has which role.

use super::texts;
use crate::file::TaskRow;

/// A task but for its id and title.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct TaskOf(TaskRow);

/// Work (nhiệm vụ) to be done at a time: `hằng quý`, `trước ngày 10/12/2024`.
pub fn work(when: &str) -> TaskOf {
    TaskOf(TaskRow { when: when.to_owned(), ..TaskRow::default() })
}

/// A report (chế độ báo cáo), owed by each of its leads.
pub fn report(when: &str) -> TaskOf {
    let mut task = work(when);
    task.0.product = Some("report".to_owned());
    task
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        impl TaskOf {
            $(
                $(#[$doc])*
                pub fn $name<T: AsRef<str>>(mut self, parties: impl IntoIterator<Item = T>) -> Self {
                    self.0.$name.extend(texts(parties));
                    self
                }
            )*
        }
    };
}

roles! {
    /// Who leads, and is answerable (chủ trì). How parties are written stands at [`Party`](crate::Party).
    lead;
    /// Who takes part (phối hợp).
    coordinate;
    /// Who advises (tham mưu).
    advise;
    /// Who directs (chỉ đạo).
    direct;
    /// Who follows, urges and inspects (theo dõi, đôn đốc, kiểm tra).
    monitor;
    /// Who receives the report (báo cáo về).
    report_to;
    /// Through whom the report goes (qua).
    report_through;
    /// The documents that it rests on (căn cứ). How documents are written stands at
    /// [`cited_document`](crate::phrases::cited_document).
    based_on;
    /// The documents that it carries out (thực hiện, triển khai).
    implements;
    /// The documents that it looks back upon (sơ kết, tổng kết).
    reviews;
}

impl TaskOf {
    /// Where it stands in the plan's document.
    pub fn clause(mut self, clause: &str) -> Self {
        self.0.clause = Some(clause.to_owned());
        self
    }

    pub(super) fn row(self, id: &str, title: &str) -> TaskRow {
        TaskRow { id: id.to_owned(), title: title.to_owned(), ..self.0 }
    }
}
