//! `tillsyn` reads a repository of governance documents the way a good auditor would, and says for every requirement:
//! **met**, and where it says so; **not met**, and what is nearest to meeting it; **does not apply**, and why.
//!
//! One way, no going back: discover → decode → parse → analyse → evaluate → settle → render. `ARCHITECTURE.md` says who may use whom.

pub mod check;
pub mod cli;
pub mod config;
pub mod discover;
pub mod document;
pub mod engine;
pub mod facts;
pub mod language;
pub mod message;
pub mod pack;
pub mod render;
pub mod result;
pub mod source;
pub mod term;
