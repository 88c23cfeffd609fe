//! Frames: a length and that many bytes. Incremental, pure, and bounded whatever arrives.

use serde::Serialize;
use zeroize::Zeroize;

/// Longest frame body, in bytes.
pub const MAX_FRAME: usize = 64 * 1024;

/// Length of a frame's head, in bytes.
pub const HEADER: usize = 4;

/// Why a stream of bytes cannot go on, or a message cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A frame announces more than [`MAX_FRAME`] bytes.
    #[error("a frame of {announced} bytes was announced; at most {MAX_FRAME} are allowed")]
    TooLarge {
        /// What its head says.
        announced: u64,
    },
    /// A frame without a body; there is no empty message.
    #[error("an empty frame was sent")]
    Empty,
    /// The message cannot be written as JSON.
    #[error("the message cannot be encoded")]
    NotEncodable,
}

/// Cuts a stream of bytes into frames. Keeps at most one frame and what was pushed with it; after an error it stays in that
/// error, because the place of the next frame is unknown then.
#[derive(Debug, Default)]
pub struct FrameDecoder {
    buffer: Vec<u8>,
    /// Where the first byte not yet handed out is.
    start: usize,
    failed: Option<FrameError>,
}

impl FrameDecoder {
    /// An empty decoder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes as they came. Take the frames with [`FrameDecoder::next_frame`] before the next push, so that the buffer
    /// never holds more than one frame and one read.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failed.is_some() {
            return;
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
            // A single large frame must not cost its size for as long as the connection lives.
            if self.buffer.is_empty() && self.buffer.capacity() > 4096 {
                self.buffer.shrink_to(4096);
            }
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame's body, or `None` if it has not arrived yet.
    ///
    /// # Errors
    /// [`FrameError::TooLarge`] or [`FrameError::Empty`], from then on always: close the connection.
    pub fn next_frame(&mut self) -> Result<Option<&[u8]>, FrameError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let pending = self.buffer.get(self.start..).unwrap_or_default();
        let Some((head, rest)) = pending.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let announced = u32::from_be_bytes(*head);
        let length = usize::try_from(announced).unwrap_or(usize::MAX);
        let error = match length {
            0 => Some(FrameError::Empty),
            1..=MAX_FRAME => None,
            _ => Some(FrameError::TooLarge {
                announced: u64::from(announced),
            }),
        };
        if let Some(error) = error {
            self.failed = Some(error);
            // What follows is of no use to anybody.
            self.buffer = Vec::new();
            self.start = 0;
            return Err(error);
        }
        if rest.len() < length {
            return Ok(None);
        }
        let from = self.start + HEADER;
        self.start = from + length;
        Ok(self.buffer.get(from..from + length))
    }

    /// Wipes what was handed out and is not needed any more: a secret may have been in it.
    pub fn forget(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.spare_capacity_mut().zeroize();
    }

    /// Bytes that wait for the rest of their frame.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.buffer.len().saturating_sub(self.start)
    }
}

/// A message as a whole frame, head included.
///
/// # Errors
/// [`FrameError::TooLarge`] if it does not fit, [`FrameError::NotEncodable`] if it cannot be JSON.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, FrameError> {
    let mut frame = vec![0; HEADER];
    serde_json::to_writer(&mut frame, message).map_err(|_| FrameError::NotEncodable)?;
    let body = frame.len() - HEADER;
    let announced = u64::try_from(body).unwrap_or(u64::MAX);
    if body > MAX_FRAME {
        return Err(FrameError::TooLarge { announced });
    }
    let head = u32::try_from(body)
        .map_err(|_| FrameError::TooLarge { announced })?
        .to_be_bytes();
    if let Some(place) = frame.first_chunk_mut::<HEADER>() {
        *place = head;
    }
    Ok(frame)
}
