//! The manual pages and what shells need to complete commands, both made from the commands themselves.

use std::io;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;

/// Writes `guildhall.1` and a page for each command into a folder that is there.
pub fn pages(folder: &Path) -> io::Result<()> {
    clap_mangen::generate_to(Cli::command(), folder)
}

/// What this shell reads to complete commands.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "guildhall", &mut script);
    script
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_command_has_a_page_that_names_its_settings() {
        let folder = tempfile::tempdir().unwrap();
        pages(folder.path()).unwrap();
        let read = |page: &str| std::fs::read_to_string(folder.path().join(page)).unwrap();
        for command in ["serve", "migrate", "admin", "admin-create", "demo"] {
            assert!(read(&format!("guildhall-{command}.1")).contains("SYNOPSIS"), "{command}");
        }
        assert!(read("guildhall.1").contains("smtp\\-host"));
    }

    #[test]
    fn shells_complete_commands() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let script = String::from_utf8(completions(shell)).unwrap();
            assert!(script.contains("migrate") && script.contains("base-url"), "{shell}");
        }
    }
}
