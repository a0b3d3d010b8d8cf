//! Document numbers in text.

use super::cursor::{Cursor, Read};

/// A document number, if one comes next.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Read<()> {
    let _ = cursor;
    Ok(None)
}
