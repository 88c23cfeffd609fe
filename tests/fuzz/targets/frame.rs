//! The frame decoder and what reads its frames: any bytes, cut in any way, give frames or an error, never a panic and never more
//! memory than one frame; every cutting gives the same; and what is understood survives the way to bytes and back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use luytre_protocol::{
    ChildRequest, FrameDecoder, FrameError, HEADER, MAX_FRAME, ParentRequest, RequestEnvelope, ServerFrame, SystemRequest,
    Vocabulary, encode,
};

fn decode(bytes: &[u8], cut: usize) -> (Vec<Vec<u8>>, Option<FrameError>) {
    let mut decoder = FrameDecoder::new();
    let mut frames = Vec::new();
    for chunk in bytes.chunks(cut) {
        decoder.push(chunk);
        loop {
            match decoder.next_frame() {
                Ok(Some(body)) => frames.push(body.to_vec()),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
        assert!(decoder.pending() < HEADER + MAX_FRAME);
    }
    (frames, None)
}

fn roles_read<T: Vocabulary + serde::Serialize + PartialEq + std::fmt::Debug>(ask: &serde_json::Value) {
    if let Ok(request) = T::understand(ask) {
        let text = serde_json::to_value(&request).expect("a request is JSON");
        assert_eq!(T::understand(&text).as_ref(), Ok(&request));
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((cut, bytes)) = bytes.split_first() else { return };
    let (frames, error) = decode(bytes, usize::from(*cut) + 1);
    assert_eq!((frames.clone(), error), decode(bytes, bytes.len().max(1)));
    for frame in frames {
        assert!(!frame.is_empty() && frame.len() <= MAX_FRAME);
        if let Ok(RequestEnvelope::Request { ask, .. }) = serde_json::from_slice(&frame) {
            roles_read::<ChildRequest>(&ask);
            roles_read::<ParentRequest>(&ask);
            roles_read::<SystemRequest>(&ask);
        }
        if let Ok(message) = serde_json::from_slice::<ServerFrame>(&frame)
            && let Ok(encoded) = encode(&message)
        {
            let again: ServerFrame = serde_json::from_slice(&encoded[HEADER..]).expect("we read what we write");
            assert_eq!(again, message);
        }
    }
});
