//! Frames survive any way of cutting, and nothing that arrives can cost more than one frame.
#![expect(clippy::unwrap_used, reason = "helpers of tests may end a test")]

use luytre_protocol::{FrameDecoder, FrameError, HEADER, MAX_FRAME, encode};
use proptest::prelude::*;

fn frame(body: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend_from_slice(body);
    bytes
}

fn drain(decoder: &mut FrameDecoder) -> Result<Vec<Vec<u8>>, FrameError> {
    let mut frames = Vec::new();
    while let Some(body) = decoder.next_frame()? {
        frames.push(body.to_vec());
    }
    Ok(frames)
}

proptest! {
    #[test]
    fn any_cutting_gives_the_same_frames(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..300), 1..8),
        cuts in prop::collection::vec(1_usize..50, 1..400),
    ) {
        let stream: Vec<u8> = bodies.iter().flat_map(|body| frame(body)).collect();
        let mut decoder = FrameDecoder::new();
        let mut seen = Vec::new();
        let mut rest = stream.as_slice();
        for size in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (now, later) = rest.split_at(rest.len().min(*size));
            decoder.push(now);
            seen.extend(drain(&mut decoder).unwrap());
            rest = later;
        }
        prop_assert_eq!(seen, bodies);
        prop_assert_eq!(decoder.pending(), 0);
    }

    #[test]
    fn garbage_never_panics_and_never_grows(chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..600), 0..20)) {
        let mut decoder = FrameDecoder::new();
        for chunk in chunks {
            decoder.push(&chunk);
            let _ = drain(&mut decoder);
            prop_assert!(decoder.pending() <= HEADER + MAX_FRAME);
        }
    }
}

#[test]
fn the_largest_frame_passes_and_one_more_byte_does_not() {
    let mut decoder = FrameDecoder::new();
    decoder.push(&frame(&vec![b'x'; MAX_FRAME]));
    assert_eq!(decoder.next_frame().unwrap().unwrap().len(), MAX_FRAME);

    let announced = u64::try_from(MAX_FRAME).unwrap() + 1;
    let mut decoder = FrameDecoder::new();
    decoder.push(&u32::try_from(announced).unwrap().to_be_bytes());
    assert_eq!(
        decoder.next_frame(),
        Err(FrameError::TooLarge { announced })
    );
    // It stays in the error whatever follows, and keeps nothing of it.
    decoder.push(&frame(b"{}"));
    assert_eq!(
        decoder.next_frame(),
        Err(FrameError::TooLarge { announced })
    );
    assert_eq!(decoder.pending(), 0);
}

#[test]
fn an_empty_frame_is_an_error() {
    let mut decoder = FrameDecoder::new();
    decoder.push(&[0, 0, 0, 0]);
    assert_eq!(decoder.next_frame(), Err(FrameError::Empty));
}

#[test]
fn what_is_encoded_is_decoded() {
    let bytes = encode(&"Lũy Tre").unwrap();
    let mut decoder = FrameDecoder::new();
    decoder.push(&bytes);
    let body = decoder.next_frame().unwrap().unwrap();
    assert_eq!(body, "\"Lũy Tre\"".as_bytes());
}

#[test]
fn a_message_too_large_for_a_frame_is_refused() {
    let text = "x".repeat(MAX_FRAME);
    assert_eq!(
        encode(&text),
        Err(FrameError::TooLarge {
            announced: u64::try_from(MAX_FRAME).unwrap() + 2
        })
    );
}

#[test]
fn what_was_handed_out_can_be_forgotten_and_what_is_pending_stays() {
    let mut decoder = FrameDecoder::new();
    let second = frame(b"the second");
    decoder.push(&frame(b"a passphrase"));
    decoder.push(&second[..7]);
    assert_eq!(
        decoder.next_frame().unwrap(),
        Some(b"a passphrase".as_slice())
    );
    decoder.forget();
    assert!(!format!("{decoder:?}").contains("112, 97, 115, 115"));
    assert_eq!(decoder.pending(), 7);
    decoder.push(&second[7..]);
    assert_eq!(
        decoder.next_frame().unwrap(),
        Some(b"the second".as_slice())
    );
}
