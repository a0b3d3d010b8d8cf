//! Starts the service as its own program, on a port that the system chose, and asks it over HTTP.
#![allow(dead_code, reason = "each test file uses its part of this module")]

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use serde_json::Value;

/// The made-up data beside the service.
pub fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(path)
}

/// A folder of its own, gone at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("district-service-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running service; it ends with the value.
pub struct Service {
    child: Child,
    pub url: String,
    agent: ureq::Agent,
}

pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        assert!(matches!(self.status, 200 | 201), "{}: {}", self.status, self.text);
        self
    }
}

impl Service {
    /// With the sample of Tam Đường.
    pub fn sample() -> Self {
        Self::start(&[])
    }

    #[track_caller]
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_district-service"))
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(url) = line.trim().strip_prefix("listening on ").map(str::to_owned) else {
            let mut error = String::new();
            child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
            panic!("the service did not start: {error}");
        };
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A refusal may close its connection: each request has one of its own.
            .max_idle_connections(0)
            .timeout_global(Some(Duration::from_secs(60)));
        Self { child, url, agent: config.build().into() }
    }

    /// Runs the service where it is to refuse: its exit status and what it says.
    pub fn refuses(arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_district-service")).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        answer(self.agent.get(format!("{}{path}", self.url)).call())
    }

    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request.call())
    }

    #[track_caller]
    pub fn post(&self, path: &str, kind: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.url)).header("content-type", kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request.send(body))
    }

    /// One report.
    #[track_caller]
    pub fn report(&self, report: &Value) -> Answer {
        self.post("/api/reports", "application/json", &[], report.to_string().as_bytes())
    }

    /// Several.
    #[track_caller]
    pub fn batch(&self, mode: &str, reports: &[Value]) -> Answer {
        let body = serde_json::json!({ "format": 1, "reports": reports }).to_string();
        self.post(&format!("/api/reports/batch?mode={mode}"), "application/json", &[], body.as_bytes())
    }

    /// The page's form.
    #[track_caller]
    pub fn form(&self, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.post("/report", "application/x-www-form-urlencoded", &[], body.join("&").as_bytes())
    }

    /// The number of the last report that is kept.
    #[track_caller]
    pub fn last(&self) -> i64 {
        self.get("/api/reports?limit=0").ok().json()["last"].as_i64().unwrap()
    }

    /// A target's outcome at the issuer.
    #[track_caller]
    pub fn target(&self, id: &str, as_of: &str) -> Value {
        let all = self.get(&format!("/api/scorecard?target={id}&as_of={as_of}")).ok().json();
        all["targets"][0].clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = response.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.body_mut().read_to_string().unwrap(),
    }
}

/// A text inside an address or a form.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The addresses of this service to which a page leads.
pub fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    found.filter(|address| address.starts_with('/')).map(|address| address.replace("&amp;", "&")).collect()
}
