//! Writing and reading back, in every format.

use std::{any::type_name, collections::BTreeSet, fmt::Debug};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// TOML has tables at the top alone: anything else stands under a key.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Under<T> {
    key: T,
}

/// The names of the types whose values came back.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) names: BTreeSet<String>,
}

impl Kept {
    /// Through JSON, TOML, and `MessagePack` with names.
    #[track_caller]
    pub(crate) fn back<T: Serialize + DeserializeOwned + PartialEq + Debug>(&mut self, value: &T) {
        let name = type_name::<T>().split('<').next().unwrap();
        let name = if name.ends_with("::Same") { "unit::register::Register" } else { name };
        self.names.insert(name.trim_start_matches("kehoach::").to_owned());
        let text = serde_json::to_string(value).unwrap();
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value, "{text}");
        let bytes = rmp_serde::to_vec_named(value).unwrap();
        assert_eq!(rmp_serde::from_slice::<T>(&bytes).unwrap(), *value, "{text}");
        match toml::to_string(&Under { key: value }) {
            Ok(text) => assert_eq!(toml::from_str::<Under<T>>(&text).unwrap().key, *value, "{text}"),
            // TOML has no nothing within a list, and no whole number above 63 bits: it says so, and never writes another.
            Err(error) => {
                let said = error.to_string();
                let cannot = said.contains("unsupported") || said.contains("out of range");
                assert!(cannot, "{said}: {text}");
            }
        }
    }
}
