//! The plainest client: GET on a connection that is kept, the same for both servers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// A connection to a server.
pub(super) struct Client {
    server: SocketAddr,
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Client {
    pub(super) fn new(server: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(server)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            server,
            stream: BufReader::new(stream),
            body: Vec::new(),
        })
    }

    /// The status and body of an answer. A connection that the server closed is opened once more.
    pub(super) fn get(&mut self, path: &str) -> Result<(u16, &[u8])> {
        let status = match self.try_get(path) {
            Ok(status) => status,
            Err(_) => {
                *self = Self::new(self.server)?;
                self.try_get(path)?
            }
        };
        Ok((status, &self.body))
    }

    /// The answer as JSON, whatever its status.
    pub(super) fn json(&mut self, path: &str) -> Result<Value> {
        let (_, body) = self.get(path)?;
        Ok(serde_json::from_slice(body)?)
    }

    fn try_get(&mut self, path: &str) -> Result<u16> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length, mut line) = (0, None, String::new());
        loop {
            line.clear();
            ensure!(self.stream.read_line(&mut line)? > 0, "the server hung up");
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
                status = rest.split(' ').next().unwrap_or_default().parse()?;
            }
            if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = Some(value.trim().parse()?);
            }
        }
        self.body
            .resize(length.context("an answer says how long it is")?, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(status)
    }
}
