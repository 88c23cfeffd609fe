//! The client: connects, greets, asks, listens. For command line, tray and pages.

use crate::codec::{FrameDecoder, FrameError, encode};
use crate::error::{Farewell, WireError};
use crate::event::ServerEvent;
use crate::reply::Reply;
use crate::version::{Hello, PROTOCOL, Version, Welcome};
use crate::wire::{ClientFrame, Request, ServerFrame};
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Events kept for [`Client::next_event`] while answers are awaited; beyond this the oldest go.
const KEPT_EVENTS: usize = 256;

/// Whom to believe that it is the agent. Anybody can make a socket, so its maker is asked of the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Only an agent that root started.
    Root,
    /// One that root started, or this same user.
    RootOrMyself,
}

impl Trust {
    /// Whether a socket made by `owner` is to be believed by a program of the user `myself`.
    #[must_use]
    pub const fn believes(self, owner: u32, myself: u32) -> bool {
        match self {
            Self::Root => owner == 0,
            Self::RootOrMyself => owner == 0 || owner == myself,
        }
    }
}

/// How to connect.
#[derive(Debug, Clone)]
pub struct Options {
    /// Program and version, for the daemon's log.
    pub product: String,
    /// Whom to believe.
    pub trust: Trust,
    /// Time for connection and greeting together.
    pub connect_timeout: Duration,
    /// Time for one answer.
    pub request_timeout: Duration,
}

impl Options {
    /// The usual: two seconds to connect, ten for an answer, root or myself.
    #[must_use]
    pub fn new(product: &str) -> Self {
        Self {
            product: product.to_owned(),
            trust: Trust::RootOrMyself,
            connect_timeout: Duration::from_secs(2),
            request_timeout: Duration::from_secs(10),
        }
    }
}

/// What can go wrong for a client.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody listens there.
    #[error("no agent is running at {}", path.display())]
    NotRunning {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Somebody listens there who is not to be believed.
    #[error("the agent at {} belongs to user {owner}, not to root", path.display())]
    NotTrusted {
        /// Where.
        path: PathBuf,
        /// Who made the socket.
        owner: u32,
    },
    /// This user may not connect.
    #[error("{} may not be opened by this user", path.display())]
    NoAccess {
        /// Where.
        path: PathBuf,
    },
    /// No answer in time.
    #[error("the agent did not answer in time")]
    TimedOut,
    /// The agent speaks another major version.
    #[error("the agent speaks protocol {}.{}, this program {}.{}", theirs.major, theirs.minor, PROTOCOL.major, PROTOCOL.minor)]
    Incompatible {
        /// The agent's protocol.
        theirs: Version,
        /// The agent's version.
        product: String,
    },
    /// The agent closed the connection, and said why.
    #[error("the agent closed the connection")]
    Closed(#[source] Farewell),
    /// The connection broke.
    #[error("the connection to the agent broke")]
    Lost(#[source] io::Error),
    /// The agent refused the request.
    #[error("the agent refused the request")]
    Refused(#[source] WireError),
    /// The request does not fit a frame, or the answer's frame is malformed.
    #[error("the message does not fit the protocol")]
    Frame(#[source] FrameError),
    /// The answer cannot be understood.
    #[error("the agent's answer cannot be understood")]
    BadAnswer,
    /// There is no such transport on this system yet.
    #[error("talking to the agent: not available on this system yet")]
    Unsupported,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A greeted connection.
pub struct Client {
    stream: Box<dyn Stream>,
    decoder: FrameDecoder,
    welcome: Welcome,
    next_id: u64,
    events: VecDeque<ServerEvent>,
    request_timeout: Duration,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("welcome", &self.welcome)
            .field("next_id", &self.next_id)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Connects to the agent's socket and greets.
    ///
    /// # Errors
    /// Nobody is there, or not the agent, or it does not want to talk.
    pub async fn connect(path: &Path, options: &Options) -> Result<Self, ClientError> {
        let connected = async {
            let stream = open(path, options.trust).await?;
            Self::greet(stream, options).await
        };
        within(options.connect_timeout, connected).await
    }

    /// Connects to the first of these sockets at which an agent runs.
    ///
    /// # Errors
    /// As [`Client::connect`]; nobody at any of them gives the error of the first.
    pub async fn connect_first(paths: &[PathBuf], options: &Options) -> Result<Self, ClientError> {
        let mut first = None;
        for path in paths {
            match Self::connect(path, options).await {
                Err(error @ ClientError::NotRunning { .. }) => first = first.or(Some(error)),
                other => return other,
            }
        }
        Err(first.unwrap_or(ClientError::NotRunning {
            path: PathBuf::new(),
        }))
    }

    /// Greets over a stream that is already there, whose other end is known to be the agent.
    ///
    /// # Errors
    /// The other end does not want to talk, or not in time.
    pub async fn over<S>(stream: S, options: &Options) -> Result<Self, ClientError>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        within(
            options.connect_timeout,
            Self::greet(Box::new(stream), options),
        )
        .await
    }

    async fn greet(mut stream: Box<dyn Stream>, options: &Options) -> Result<Self, ClientError> {
        let hello =
            encode(&ClientFrame::Hello(Hello::of(&options.product))).map_err(ClientError::Frame)?;
        let mut decoder = FrameDecoder::new();
        // A daemon that refuses at once may have closed its reading side; its farewell is still to be read.
        let sent = stream.write_all(&hello).await;
        match read_frame(&mut stream, &mut decoder).await {
            Ok(ServerFrame::Welcome(welcome)) if welcome.protocol.speaks_with(PROTOCOL) => {
                Ok(Self {
                    stream,
                    decoder,
                    welcome,
                    next_id: 1,
                    events: VecDeque::new(),
                    request_timeout: options.request_timeout,
                })
            }
            Ok(ServerFrame::Welcome(welcome)) => Err(ClientError::Incompatible {
                theirs: welcome.protocol,
                product: welcome.product,
            }),
            Ok(ServerFrame::Farewell(Farewell::Incompatible { protocol, product })) => {
                Err(ClientError::Incompatible {
                    theirs: protocol,
                    product,
                })
            }
            Ok(ServerFrame::Farewell(why)) => Err(ClientError::Closed(why)),
            Ok(ServerFrame::Reply { .. } | ServerFrame::Event(_)) => Err(ClientError::BadAnswer),
            Err(error) => Err(match sent {
                Err(broken) => ClientError::Lost(broken),
                Ok(()) => error,
            }),
        }
    }

    /// What the agent said when it was greeted.
    #[must_use]
    pub fn welcome(&self) -> &Welcome {
        &self.welcome
    }

    /// Asks, and waits for the answer. Events that come meanwhile are kept.
    ///
    /// # Errors
    /// [`ClientError::Refused`] if the agent answered with an error; the connection is still good then. After any other
    /// error drop the client.
    pub async fn request(&mut self, request: impl Into<Request>) -> Result<Reply, ClientError> {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        let frame = encode(&ClientFrame::Request {
            id,
            ask: request.into(),
        })
        .map_err(ClientError::Frame)?;
        let timeout = self.request_timeout;
        within(timeout, self.exchange(id, frame)).await
    }

    async fn exchange(&mut self, id: u64, frame: Vec<u8>) -> Result<Reply, ClientError> {
        let sent = self.stream.write_all(&frame).await;
        loop {
            match read_frame(&mut self.stream, &mut self.decoder).await {
                Ok(ServerFrame::Reply {
                    id: answered,
                    outcome,
                }) if answered == id => {
                    return Result::from(outcome).map_err(ClientError::Refused);
                }
                // An answer to a request that timed out earlier.
                Ok(ServerFrame::Reply { .. }) => {}
                Ok(ServerFrame::Event(event)) => self.keep(event),
                Ok(ServerFrame::Farewell(why)) => return Err(ClientError::Closed(why)),
                Ok(ServerFrame::Welcome(_)) => return Err(ClientError::BadAnswer),
                Err(error) => {
                    return Err(match sent {
                        Err(broken) => ClientError::Lost(broken),
                        Ok(()) => error,
                    });
                }
            }
        }
    }

    /// The next event; waits for as long as it takes. Safe to drop and call again.
    ///
    /// # Errors
    /// The connection has ended.
    pub async fn next_event(&mut self) -> Result<ServerEvent, ClientError> {
        if let Some(event) = self.events.pop_front() {
            return Ok(event);
        }
        loop {
            match read_frame(&mut self.stream, &mut self.decoder).await? {
                ServerFrame::Event(event) => return Ok(event),
                ServerFrame::Reply { .. } => {}
                ServerFrame::Farewell(why) => return Err(ClientError::Closed(why)),
                ServerFrame::Welcome(_) => return Err(ClientError::BadAnswer),
            }
        }
    }

    fn keep(&mut self, event: ServerEvent) {
        if self.events.len() >= KEPT_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, ClientError>>,
) -> Result<T, ClientError> {
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or(Err(ClientError::TimedOut))
}

/// Reads until a known frame is there; unknown events are skipped, as newer agents may send them. Cancelling loses nothing:
/// bytes that were read are in the decoder.
async fn read_frame(
    stream: &mut Box<dyn Stream>,
    decoder: &mut FrameDecoder,
) -> Result<ServerFrame, ClientError> {
    let mut chunk = [0; 4096];
    loop {
        while let Some(body) = decoder.next_frame().map_err(ClientError::Frame)? {
            if let Some(frame) = understand(body)? {
                return Ok(frame);
            }
        }
        let read = stream.read(&mut chunk).await.map_err(ClientError::Lost)?;
        match chunk.get(..read) {
            Some(bytes) if !bytes.is_empty() => decoder.push(bytes),
            _ => return Err(ClientError::Lost(io::ErrorKind::UnexpectedEof.into())),
        }
    }
}

/// `None` for an event that this version does not know.
fn understand(body: &[u8]) -> Result<Option<ServerFrame>, ClientError> {
    #[derive(serde::Deserialize)]
    struct AnyEvent {
        #[serde(rename = "event")]
        _event: serde::de::IgnoredAny,
    }
    match serde_json::from_slice(body) {
        Ok(frame) => Ok(Some(frame)),
        Err(_) if serde_json::from_slice::<AnyEvent>(body).is_ok() => Ok(None),
        Err(_) => Err(ClientError::BadAnswer),
    }
}

#[cfg(unix)]
async fn open(path: &Path, trust: Trust) -> Result<Box<dyn Stream>, ClientError> {
    let at = || path.to_owned();
    let stream = tokio::net::UnixStream::connect(path)
        .await
        .map_err(|error| {
            let kind = error.kind();
            if matches!(
                kind,
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
            ) {
                ClientError::NotRunning { path: at() }
            } else if kind == io::ErrorKind::PermissionDenied {
                ClientError::NoAccess { path: at() }
            } else {
                ClientError::Lost(error)
            }
        })?;
    // The credentials of whoever listens, noted by the kernel when it began to: nobody can squat on the agent's name.
    let owner = stream.peer_cred().map_err(ClientError::Lost)?.uid();
    let myself = rustix::process::geteuid().as_raw();
    if !trust.believes(owner, myself) {
        return Err(ClientError::NotTrusted { path: at(), owner });
    }
    Ok(Box::new(stream))
}

#[cfg(not(unix))]
#[expect(
    clippy::unused_async,
    reason = "same signature as on systems that have the transport"
)]
async fn open(_path: &Path, _trust: Trust) -> Result<Box<dyn Stream>, ClientError> {
    Err(ClientError::Unsupported)
}
