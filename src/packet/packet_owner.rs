//! Recognizes files of another agency in a packet's folder: a folder belongs to one agency, and files of two are never
//! mixed.

use std::path::Path;

use crate::diag::packet::{OtherOwner, OtherOwnersFiles, PacketProblem};
use crate::output::manifest::Manifest;
use crate::output::{self, OverwritePolicy};

/// Returns the problems of building over the packet in a folder, if it is another agency's. It can be replaced by a
/// whole packet only, and only if nothing of it remains.
pub(super) fn find_packet_of_other_owner(
    folder: &Path,
    previous: Option<&Manifest>,
    new: &Manifest,
    policy: OverwritePolicy,
) -> Vec<PacketProblem> {
    let Some((previous, owner)) = find_other_owner(previous, new) else {
        return Vec::new();
    };
    if policy.keep_earlier_files || !policy.force {
        let files = if policy.keep_earlier_files {
            OtherOwnersFiles::PacketBelowPart
        } else {
            OtherOwnersFiles::Packet
        };
        return vec![new_problem(folder, owner, files)];
    }
    let mut edited = output::find_edited_files(folder, previous);
    edited.retain(|entry| new.find_entry(&entry.path).is_none());
    let paths = edited.into_iter().map(|entry| folder.join(&entry.path));
    let paths = paths.map(|path| path.display().to_string());
    paths
        .map(|path| PacketProblem::EditedFileOfOtherOwner { path })
        .collect()
}

/// Returns the problem of writing into a packet's folder with another agency's files about reviews.
pub(super) fn find_reviews_of_other_owner(
    review_folder: &Path,
    previous: Option<&Manifest>,
    new: &Manifest,
) -> Vec<PacketProblem> {
    let other = find_other_owner(previous, new).into_iter();
    other
        .map(|(_, owner)| new_problem(review_folder, owner, OtherOwnersFiles::Reviews))
        .collect()
}

/// Returns the problem of writing files about reviews into the folder of another agency's packet.
pub(super) fn find_packet_around_reviews(
    packet_folder: &Path,
    packet: Option<&Manifest>,
    new: &Manifest,
) -> Vec<PacketProblem> {
    let other = find_other_owner(packet, new).into_iter();
    other
        .map(|(_, owner)| new_problem(packet_folder, owner, OtherOwnersFiles::PacketAroundReviews))
        .collect()
}

fn new_problem(folder: &Path, owner: OtherOwner, files: OtherOwnersFiles) -> PacketProblem {
    PacketProblem::OtherOwner {
        folder: folder.display().to_string(),
        owner,
        files,
    }
}

/// Returns the owner of the files of a manifest, if it is not the owner of the new ones.
///
/// Names that differ in punctuation, case or accents only give the same folder, and two agencies can have the same
/// name. Their file is the same if it is in the same place, or moved without a change.
fn find_other_owner<'manifest>(
    previous: Option<&'manifest Manifest>,
    new: &Manifest,
) -> Option<(&'manifest Manifest, OtherOwner)> {
    let previous = previous?;
    if previous.agency != new.agency {
        return Some((previous, OtherOwner::Agency(previous.agency.clone())));
    }
    let own = new.agency_file.as_ref()?;
    let other_file = if let Some(file) = &previous.agency_file {
        let is_same = file.location_sha256 == own.location_sha256
            || file.content_sha256 == own.content_sha256;
        (!is_same).then(|| file.name.clone())?
    } else {
        // Earlier versions listed the name only.
        let mut names = previous.inputs.iter().map(|input| &input.name);
        let has_name = names.clone().any(|name| *name == own.name);
        let other = names.find(|name| name.to_lowercase().ends_with(".toml"))?;
        (!has_name).then(|| other.clone())?
    };
    Some((previous, OtherOwner::SameName { file: other_file }))
}
