//! From what people type to what the store takes, and tokens. Whatever is refused is never repeated.

use crate::unlocked::Print;
use luytre_protocol::{SecretText, WireError};
use luytre_store::{Passphrase, QuickCode, RecoveryCode};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

pub(crate) fn passphrase_of(text: &SecretText) -> Result<Passphrase, WireError> {
    Passphrase::new(text.expose()).map_err(|_| unfit(Passphrase::LEAST, Passphrase::MOST))
}

pub(crate) fn quick_code_of(text: &SecretText) -> Result<QuickCode, WireError> {
    QuickCode::new(text.expose()).map_err(|_| unfit(QuickCode::LEAST, QuickCode::MOST))
}

fn unfit(min: usize, max: usize) -> WireError {
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    WireError::UnfitSecret {
        min: number(min),
        max: number(max),
    }
}

pub(crate) fn recovery_of(text: &SecretText) -> Result<RecoveryCode, WireError> {
    use luytre_store::Mistyped;
    RecoveryCode::parse(text.expose()).map_err(|error| WireError::Mistyped {
        group: match error {
            Mistyped::Length { .. } => None,
            Mistyped::Character { group } | Mistyped::Group { group } => Some(group),
        },
    })
}

/// 256 random bits.
pub(crate) fn new_token() -> Result<SecretText, WireError> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    SystemRandom::new()
        .fill(bytes.as_mut_slice())
        .map_err(|_| {
            tracing::error!("the system gives no random numbers");
            WireError::Internal {}
        })?;
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
    let text = bytes.iter().flat_map(digits).flatten();
    // Of its full length from the start, so that no growth leaves a part behind.
    let mut token = String::with_capacity(64);
    token.extend(text);
    Ok(SecretText::new(token))
}

/// What is kept of a token: enough to know it again, nothing to resume with.
pub(crate) fn print_of(token: &str) -> Print {
    let digest = ring::digest::digest(&ring::digest::SHA256, token.as_bytes());
    let mut print = Print::default();
    print.copy_from_slice(digest.as_ref());
    print
}
