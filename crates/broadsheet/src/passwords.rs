//! Passwords: made, hashed.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, phc::PasswordHash},
};

/// Letters that cannot be misread.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
/// Letters of a password: 80 bits.
const LENGTH: usize = 16;

/// A password that nobody can guess.
pub fn random() -> Result<String, String> {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|e| format!("the system gives no random numbers: {e}"))?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// A password as it is stored: Argon2id with its parameters and salt.
pub fn hash(password: &str) -> Result<String, String> {
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|e| format!("the system gives no random numbers: {e}"))?;
    let hashed: Result<PasswordHash, _> = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hashed.map(|hash| hash.to_string()).map_err(|e| format!("cannot hash the password: {e}"))
}
