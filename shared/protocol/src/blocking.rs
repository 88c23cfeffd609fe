//! The client for programs that wait: the same calls without `async`, on a small runtime of their own.

use crate::client::{self, ClientError, Options};
use crate::event::ServerEvent;
use crate::reply::Reply;
use crate::version::Welcome;
use crate::wire::Request;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A greeted connection whose calls block. Never use it inside an async runtime.
#[derive(Debug)]
pub struct Client {
    inner: client::Client,
    runtime: tokio::runtime::Runtime,
}

impl Client {
    /// Connects to the agent's socket and greets.
    ///
    /// # Errors
    /// Nobody is there, or not the agent, or it does not want to talk.
    pub fn connect(path: &Path, options: &Options) -> Result<Self, ClientError> {
        let runtime = runtime()?;
        let inner = runtime.block_on(client::Client::connect(path, options))?;
        Ok(Self { inner, runtime })
    }

    /// Connects to the first of these sockets at which an agent runs.
    ///
    /// # Errors
    /// As [`Client::connect`].
    pub fn connect_first(paths: &[PathBuf], options: &Options) -> Result<Self, ClientError> {
        let runtime = runtime()?;
        let inner = runtime.block_on(client::Client::connect_first(paths, options))?;
        Ok(Self { inner, runtime })
    }

    /// What the agent said when it was greeted.
    #[must_use]
    pub fn welcome(&self) -> &Welcome {
        self.inner.welcome()
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    /// As [`client::Client::request`].
    pub fn request(&mut self, request: impl Into<Request>) -> Result<Reply, ClientError> {
        self.runtime.block_on(self.inner.request(request))
    }

    /// The next event, or `None` if none came within `wait`.
    ///
    /// # Errors
    /// The connection has ended.
    pub fn next_event(&mut self, wait: Duration) -> Result<Option<ServerEvent>, ClientError> {
        self.runtime.block_on(async {
            match tokio::time::timeout(wait, self.inner.next_event()).await {
                Ok(event) => event.map(Some),
                Err(_) => Ok(None),
            }
        })
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, ClientError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(ClientError::Lost)
}
