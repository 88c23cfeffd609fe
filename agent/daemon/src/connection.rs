//! One connection: greets, reads a request at a time, hands it to the loop, writes the answer; and passes events on.

use crate::limits::TokenBucket;
use crate::listen::{Shared, Tally};
use crate::roles::Identity;
use crate::serve::{RoleRequest, understand};
use crate::unlocked::{Login, Number};
use luytre_core::time::Span;
use luytre_protocol::{
    Farewell, FrameDecoder, FrameError, MAX_FRAME, Outcome, PROTOCOL, Reply, RequestEnvelope,
    ServerEvent, ServerFrame, Who, WireError, encode,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use zeroize::Zeroizing;

/// The loop answers within this time, or something is wrong with it.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A request on its way to the loop.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) asker: Asker,
    pub(crate) request: RoleRequest,
}

/// What the loop notes on a connection: by which unlocking it goes, if it has the history open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line(Arc<AtomicU64>);

impl Line {
    /// The history is open on it by this unlocking.
    pub(crate) fn go_by(&self, number: Number) {
        self.0.store(number, Ordering::Relaxed);
    }

    /// By which unlocking it goes; whether that is still open is another question.
    pub(crate) fn number(&self) -> Number {
        self.0.load(Ordering::Relaxed)
    }
}

/// Who asks, and where the answer goes.
#[derive(Debug)]
pub(crate) struct Asker {
    /// The peer, as the household knew it when the request was read.
    pub(crate) who: Who,
    /// The login of the peer, as the kernel knew it when it connected.
    pub(crate) login: Login,
    /// The connection.
    pub(crate) line: Line,
    /// Where events go, with a request that subscribes. The loop drops it when the peer does not keep up.
    pub(crate) events: Option<mpsc::Sender<ServerEvent>>,
    pub(crate) answer: oneshot::Sender<Result<Reply, WireError>>,
}

/// Why a connection ends.
enum End {
    /// The peer has gone; there is nobody to tell.
    Gone,
    /// We end it, and say why.
    Farewell(Farewell),
}

impl From<FrameError> for End {
    fn from(error: FrameError) -> Self {
        Self::Farewell(match error {
            FrameError::TooLarge { .. } => Farewell::FrameTooLarge {
                limit: u64::try_from(MAX_FRAME).unwrap_or(u64::MAX),
            },
            FrameError::Empty | FrameError::NotEncodable => Farewell::Garbage {},
        })
    }
}

/// Serves a peer until either side ends it.
pub(crate) async fn serve(stream: UnixStream, peer: Identity, shared: Shared) {
    let uid = peer.uid;
    let (read, write) = stream.into_split();
    let mut connection = Connection {
        reader: Reader {
            read,
            decoder: FrameDecoder::new(),
        },
        write,
        bucket: TokenBucket::full(&shared.limits),
        line: Line::default(),
        refused_in_a_row: 0,
        peer,
        shared,
    };
    match connection.talk().await {
        End::Gone => tracing::debug!(uid, "the peer has gone"),
        End::Farewell(why) => {
            tracing::debug!(uid, %why, "closing");
            let cut_off = !matches!(why, Farewell::Stopping {} | Farewell::RoleChanged {});
            if cut_off {
                Tally::add(&connection.shared.tally.refused);
            }
            let frame = ServerFrame::Farewell(why);
            // Whether it arrives is up to the peer.
            if connection.say(&frame).await.is_err() {
                tracing::debug!(uid, "the farewell was not taken");
            }
        }
    }
}

/// The next event; never comes before the peer subscribed, and is `None` when the loop has dropped the subscriber.
async fn next_of(told: &mut Option<mpsc::Receiver<ServerEvent>>) -> Option<ServerEvent> {
    match told {
        Some(told) => told.recv().await,
        None => std::future::pending().await,
    }
}

struct Reader {
    read: OwnedReadHalf,
    decoder: FrameDecoder,
}

impl Reader {
    /// The next message; safe to drop and call again.
    async fn next(&mut self) -> Result<RequestEnvelope, End> {
        // A passphrase may be in it.
        let mut chunk = Zeroizing::new([0; 4096]);
        loop {
            if let Some(body) = self.decoder.next_frame()? {
                let message = serde_json::from_slice(body);
                self.decoder.forget();
                return message.map_err(|_| End::Farewell(Farewell::Garbage {}));
            }
            let read = self
                .read
                .read(chunk.as_mut_slice())
                .await
                .map_err(|_| End::Gone)?;
            match chunk.get(..read) {
                Some(bytes) if !bytes.is_empty() => self.decoder.push(bytes),
                _ => return Err(End::Gone),
            }
        }
    }
}

struct Connection {
    reader: Reader,
    write: OwnedWriteHalf,
    bucket: TokenBucket,
    line: Line,
    refused_in_a_row: u32,
    peer: Identity,
    shared: Shared,
}

impl Connection {
    async fn talk(&mut self) -> End {
        match self.converse().await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn converse(&mut self) -> Result<std::convert::Infallible, End> {
        let who = self.greet().await?;
        let mut told = None;
        let mut roles = self.shared.roles.clone();
        loop {
            tokio::select! {
                message = self.reader.next() => match message? {
                    RequestEnvelope::Hello(_) => return Err(End::Farewell(Farewell::Garbage {})),
                    RequestEnvelope::Request { id, ask } => {
                        // Between reading and this the household may have changed.
                        self.still(&who)?;
                        let outcome = self.answer(&who, &ask, &mut told).await?;
                        self.say(&ServerFrame::Reply { id, outcome }).await?;
                    }
                },
                event = next_of(&mut told) => match event {
                    Some(event) => self.say(&ServerFrame::Event(event)).await?,
                    None => return Err(End::Farewell(Farewell::NotReading {})),
                },
                changed = roles.changed() => {
                    if changed.is_err() {
                        return Err(End::Farewell(Farewell::Stopping {}));
                    }
                    self.still(&who)?;
                }
            }
        }
    }

    async fn greet(&mut self) -> Result<Who, End> {
        let within = self.shared.limits.hello_within;
        let message = tokio::time::timeout(within, self.reader.next())
            .await
            .map_err(|_| End::Farewell(Farewell::NoHello {}))??;
        let RequestEnvelope::Hello(hello) = message else {
            return Err(End::Farewell(Farewell::NoHello {}));
        };
        let product: String = hello
            .product
            .chars()
            .take(64)
            .filter(|c| !c.is_control())
            .collect();
        tracing::debug!(uid = self.peer.uid, pid = hello.pid, product, "greeted");
        if !hello.protocol.speaks_with(PROTOCOL) {
            let product = env!("CARGO_PKG_VERSION").to_owned();
            return Err(End::Farewell(Farewell::Incompatible {
                protocol: PROTOCOL,
                product,
            }));
        }
        let welcome = self.shared.roles.borrow().welcome(&self.peer);
        let who = welcome.who.clone();
        self.say(&ServerFrame::Welcome(welcome)).await?;
        Ok(who)
    }

    /// Ends the connection if its login is not any more what it was greeted as.
    fn still(&self, who: &Who) -> Result<(), End> {
        let now = self.shared.roles.borrow().who(&self.peer);
        if now == *who {
            Ok(())
        } else {
            Err(End::Farewell(Farewell::RoleChanged {}))
        }
    }

    async fn answer(
        &mut self,
        who: &Who,
        ask: &serde_json::Value,
        told: &mut Option<mpsc::Receiver<ServerEvent>>,
    ) -> Result<Outcome, End> {
        if let Err(wait) = self.bucket.take(Instant::now()) {
            self.refused_in_a_row += 1;
            if self.refused_in_a_row > self.shared.limits.patience {
                return Err(End::Farewell(Farewell::Flood {}));
            }
            let millis = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX).max(1);
            return Ok(Outcome::Error(WireError::RateLimited {
                retry_after: Span::from_millis(millis),
            }));
        }
        self.refused_in_a_row = 0;
        Tally::add(&self.shared.tally.requests);
        let request = match understand(who, ask) {
            Ok(request) => request,
            Err(error) => return Ok(Outcome::Error(error)),
        };
        let (answer, answered) = oneshot::channel();
        let events = request.subscribes().then(|| {
            let (events, receiver) = mpsc::channel(self.shared.limits.queued_events);
            *told = Some(receiver);
            events
        });
        let ask = Ask {
            asker: Asker {
                who: who.clone(),
                login: self.peer.login(),
                line: self.line.clone(),
                events,
                answer,
            },
            request,
        };
        let stopping = |_| End::Farewell(Farewell::Stopping {});
        self.shared
            .asks
            .send(ask)
            .await
            .map_err(|_| End::Farewell(Farewell::Stopping {}))?;
        let outcome = match tokio::time::timeout(ANSWER_WITHIN, answered).await {
            Ok(answered) => answered.map_err(stopping)?.into(),
            Err(_) => Outcome::Error(WireError::Internal {}),
        };
        Ok(outcome)
    }

    async fn say(&mut self, frame: &ServerFrame) -> Result<(), End> {
        let bytes = match encode(frame) {
            Ok(bytes) => bytes,
            Err(error) => self.instead(frame, error)?,
        };
        match tokio::time::timeout(
            self.shared.limits.write_within,
            self.write.write_all(&bytes),
        )
        .await
        {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            // Part of a frame may be out, so nothing more can be said.
            Err(_) => {
                Tally::add(&self.shared.tally.refused);
                Err(End::Gone)
            }
        }
    }

    /// An answer that does not fit a frame becomes an error; an event that does not fit ends the connection.
    fn instead(&self, frame: &ServerFrame, error: FrameError) -> Result<Vec<u8>, End> {
        tracing::warn!(uid = self.peer.uid, %error, "a message cannot be sent");
        match frame {
            ServerFrame::Reply { id, .. } => {
                let outcome = Outcome::Error(WireError::TooLarge {});
                Ok(encode(&ServerFrame::Reply { id: *id, outcome })?)
            }
            ServerFrame::Welcome(_) | ServerFrame::Farewell(_) | ServerFrame::Event(_) => {
                Err(End::Gone)
            }
        }
    }
}
