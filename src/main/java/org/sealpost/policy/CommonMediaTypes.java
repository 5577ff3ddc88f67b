package org.sealpost.policy;

import java.util.Set;

/**
 * Media types that say what a file is and nothing else. A sender may write any word into the type of an attachment; what
 * is kept beyond a message is one of these or nothing.
 */
final class CommonMediaTypes {

    private static final Set<String> TYPES = Set.of(
            "application/dicom",
            "application/fhir+json",
            "application/fhir+xml",
            "application/gzip",
            "application/hl7-v2",
            "application/ics",
            "application/json",
            "application/ms-tnef",
            "application/msword",
            "application/octet-stream",
            "application/pdf",
            "application/pgp-encrypted",
            "application/pgp-keys",
            "application/pgp-signature",
            "application/pkcs7-mime",
            "application/pkcs7-signature",
            "application/postscript",
            "application/rtf",
            "application/vnd.apple.keynote",
            "application/vnd.apple.numbers",
            "application/vnd.apple.pages",
            "application/vnd.ms-excel",
            "application/vnd.ms-excel.sheet.macroenabled.12",
            "application/vnd.ms-outlook",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-tnef",
            "application/vnd.ms-word.document.macroenabled.12",
            "application/vnd.oasis.opendocument.presentation",
            "application/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.rar",
            "application/x-7z-compressed",
            "application/x-gzip",
            "application/x-pkcs7-mime",
            "application/x-pkcs7-signature",
            "application/x-rar-compressed",
            "application/x-tar",
            "application/x-zip-compressed",
            "application/xhtml+xml",
            "application/xml",
            "application/zip",
            "audio/aac",
            "audio/amr",
            "audio/mp4",
            "audio/mpeg",
            "audio/ogg",
            "audio/wav",
            "audio/x-wav",
            "image/bmp",
            "image/gif",
            "image/heic",
            "image/heif",
            "image/jpeg",
            "image/jpg",
            "image/png",
            "image/svg+xml",
            "image/tiff",
            "image/webp",
            "message/delivery-status",
            "message/disposition-notification",
            "message/partial",
            "message/external-body",
            "message/rfc822",
            "text/calendar",
            "text/css",
            "text/csv",
            "text/html",
            "text/markdown",
            "text/plain",
            "text/rtf",
            "text/tab-separated-values",
            "text/vcard",
            "text/x-vcard",
            "text/xml",
            "video/3gpp",
            "video/avi",
            "video/mp4",
            "video/mpeg",
            "video/quicktime",
            "video/webm",
            "video/x-msvideo");

    private CommonMediaTypes() {}

    /** The type, or nothing (an empty text) when it is none of these. */
    static String reduced(String type) {
        return TYPES.contains(type) ? type : "";
    }
}
