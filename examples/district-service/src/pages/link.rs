//! Addresses of pages: ids may hold any letter, `/` and `&` too.

use kehoach::{Outcome, UnitId};

use crate::view::View;

/// An address with its parameters.
pub fn to(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (k, (name, value)) in parameters.iter().enumerate() {
        address.push(if k == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    address.push(char::from(byte))
                }
                _ => address.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    address
}

pub fn unit(view: &View<'_>, unit: &UnitId) -> String {
    to("/unit", &[("id", unit.as_str()), ("as_of", &view.as_of.to_string())])
}

pub fn outcome(outcome: &Outcome, as_of: chrono::NaiveDate) -> String {
    to("/outcome", &of(outcome, &as_of.to_string(), &outcome.period.to_string()))
}

/// The explanation of an outcome for programs, or as English text.
pub fn explanation(outcome: &Outcome, as_of: chrono::NaiveDate, more: &[(&str, &str)]) -> String {
    let (as_of, period) = (as_of.to_string(), outcome.period.to_string());
    let mut parameters = of(outcome, &as_of, &period).to_vec();
    parameters.extend(more);
    to("/api/explanation", &parameters)
}

fn of<'a>(outcome: &'a Outcome, as_of: &'a str, period: &'a str) -> [(&'static str, &'a str); 4] {
    [
        ("target", outcome.target.as_str()),
        ("period", period),
        ("subject", outcome.subject.as_str()),
        ("as_of", as_of),
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn whatever_is_in_an_id_stays_one_parameter() {
        let address = super::to("/unit", &[("id", "a&b=c/ă\"<"), ("as_of", "2023-12-31")]);
        assert_eq!(address, "/unit?id=a%26b%3Dc%2F%C4%83%22%3C&as_of=2023-12-31");
    }
}
