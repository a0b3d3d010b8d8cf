//! What the program is called with.

use std::{
    ffi::OsString,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use crate::files::Startup;

pub const USAGE: &str = "\
usage: district-service [--sample NAME | --plan FILE --units FILE] [--import FILE]
                        [--store FILE] [--listen ADDRESS:PORT] [--beyond-this-machine]

  --sample NAME          a plan of ../data with its made-up units and reports; by default tam-duong-2023
  --plan FILE            a plan of your own, in TOML or JSON
  --units FILE           its register of units, in CSV, TOML or JSON
  --import FILE          reports to enter at the start, in CSV, TOML or JSON; what is already kept is left alone
  --store FILE           where reports are kept (SQLite); by default in memory, gone when the program ends
  --listen ADDRESS:PORT  by default 127.0.0.1:8080; port 0 lets the system choose one
  --beyond-this-machine  needed with an address that other machines can reach: nothing here knows who is asking";

#[derive(Debug)]
pub struct Options {
    pub plan: PathBuf,
    pub units: PathBuf,
    pub import: Option<PathBuf>,
    pub store: Option<PathBuf>,
    pub listen: SocketAddr,
    /// Whether the reports are made up: every page then says so.
    pub sample: bool,
}

impl Options {
    /// None if help was asked for.
    pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Option<Self>, Startup> {
        let usage = |message: String| Startup::Usage(message);
        let (mut sample, mut plan, mut units, mut import, mut store, mut listen) =
            (None, None, None, None, None, None);
        let mut beyond = false;
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let flag = argument.to_string_lossy().into_owned();
            let place = match flag.as_str() {
                "--help" | "-h" => return Ok(None),
                "--beyond-this-machine" => {
                    beyond = true;
                    continue;
                }
                "--sample" => &mut sample,
                "--plan" => &mut plan,
                "--units" => &mut units,
                "--import" => &mut import,
                "--store" => &mut store,
                "--listen" => &mut listen,
                _ => return Err(usage(format!("there is no option `{flag}`"))),
            };
            let value = arguments.next().ok_or_else(|| usage(format!("`{flag}` needs a value")))?;
            if place.replace(value).is_some() {
                return Err(usage(format!("`{flag}` stands there twice")));
            }
        }
        let listen = match listen {
            None => SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            Some(text) => {
                let text = text.to_string_lossy();
                text.parse().map_err(|_| {
                    usage(format!("`{text}` is no address with a port, such as 127.0.0.1:8080"))
                })?
            }
        };
        if !listen.ip().is_loopback() && !beyond {
            return Err(usage(format!(
                "other machines can reach `{listen}`, and the service asks nobody who they are: \
                 say `--beyond-this-machine` if something in front of it does"
            )));
        }
        let is_sample = plan.is_none();
        let (plan, units, import) = match (plan, units) {
            (Some(_), Some(_)) if sample.is_some() => {
                return Err(usage("`--sample` and `--plan` exclude each other".to_owned()));
            }
            (Some(plan), Some(units)) => (plan.into(), units.into(), import.map(PathBuf::from)),
            (None, None) => {
                let name = sample.unwrap_or_else(|| "tam-duong-2023".into());
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name);
                let import = import.map_or_else(|| folder.join("reports.csv"), PathBuf::from);
                (folder.join("plan.toml"), folder.join("units.csv"), Some(import))
            }
            _ => return Err(usage("`--plan` and `--units` go together".to_owned())),
        };
        Ok(Some(Self { plan, units, import, store: store.map(PathBuf::from), listen, sample: is_sample }))
    }
}
