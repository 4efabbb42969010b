//! Files that systems and programs put into every folder, without the user: not part of any set of files.

/// Returns whether a file or folder of this name comes from a system or program: hidden files, the lock files of Word
/// (`~$policy.docx`) and other programs (`.~lock.policy.docx#`), previews, wastebaskets and what sync programs and network
/// drives leave behind.
pub fn is_system_file_name(name: &str) -> bool {
    // Hidden files include `.DS_Store`, AppleDouble files (`._policy.md`) and the folders of version control.
    let has_mark = name.starts_with('.') || name.starts_with("~$");
    let name = name.to_lowercase();
    let is_temporary = name.starts_with('~') && name.ends_with(".tmp");
    has_mark
        || is_temporary
        || matches!(
            name.as_str(),
            "thumbs.db"
                | "ehthumbs.db"
                | "ehthumbs_vista.db"
                | "desktop.ini"
                | "icon\r"
                | "$recycle.bin"
                | "system volume information"
                | "network trash folder"
                | "temporary items"
                | "lost+found"
                | "__macosx"
                | "@eadir"
                | "@tmp"
                | "@recycle"
                | "@recently-snapshot"
                | "@sharebin"
                | "#recycle"
                | "#snapshot"
        )
}
