//! A connection without manners: sends any bytes, and reads whatever comes.

use crate::PATIENCE;
use luytre_protocol::{ClientFrame, FrameDecoder, Hello, ServerFrame, encode};
use serde_json::Value;
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;

/// A client that follows no rule. Every wait fails the test after [`PATIENCE`].
#[derive(Debug)]
pub struct RawConnection {
    stream: UnixStream,
    decoder: FrameDecoder,
}

impl RawConnection {
    /// Connects and says nothing.
    ///
    /// # Panics
    /// Nobody listens there.
    pub async fn open(socket: &Path) -> Self {
        let stream = UnixStream::connect(socket).await.expect("somebody listens");
        Self {
            stream,
            decoder: FrameDecoder::new(),
        }
    }

    /// Connects and greets; returns the first answer too.
    pub async fn greet(socket: &Path) -> (Self, Option<ServerFrame>) {
        let mut raw = Self::open(socket).await;
        raw.send(&encode(&ClientFrame::Hello(Hello::of("test"))).expect("a greeting fits"))
            .await;
        let first = raw.next().await;
        (raw, first)
    }

    /// Sends bytes as they are. A closed other end is no error: its farewell may still wait to be read.
    pub async fn send(&mut self, bytes: &[u8]) {
        let sent = tokio::time::timeout(PATIENCE, self.stream.write_all(bytes)).await;
        assert!(sent.is_ok(), "the other end does not read");
    }

    /// Sends any JSON as a frame.
    pub async fn send_json(&mut self, value: &Value) {
        self.send(&encode(value).expect("it fits a frame")).await;
    }

    /// Sends any JSON as a request.
    pub async fn ask(&mut self, id: u64, ask: &Value) {
        self.send_json(&serde_json::json!({"request": {"id": id, "ask": ask}}))
            .await;
    }

    /// The next frame; `None` when the other end has closed.
    ///
    /// # Panics
    /// Nothing comes, or what comes is no frame.
    pub async fn next(&mut self) -> Option<ServerFrame> {
        let mut chunk = [0; 4096];
        loop {
            if let Some(body) = self
                .decoder
                .next_frame()
                .expect("the daemon sends whole frames")
            {
                return Some(serde_json::from_slice(body).expect("the daemon speaks the protocol"));
            }
            let read = tokio::time::timeout(PATIENCE, self.stream.read(&mut chunk))
                .await
                .expect("an answer, or the end");
            match read {
                Ok(0) | Err(_) => return None,
                Ok(read) => self.decoder.push(&chunk[..read]),
            }
        }
    }
}
