package org.sealpost.smime;

import java.util.Optional;
import org.sealpost.mail.RawMessage;

/** What became of reading a message. */
public sealed interface SmimeReading {

    /** What of S/MIME is left alone where a message as a whole is neither encrypted nor signed. */
    enum Left {
        NOTHING,
        /** Something within it calls itself S/MIME: what was decrypted never stands beside what was not (CVE-2017-17688). */
        PART,
        /** Nobody encrypted or signed what is compressed (RFC 8551 section 3.6): the reader's own programs unfold it. */
        COMPRESSED,
        /** Certificates alone, which nobody signed (RFC 8551 section 3.7). */
        CERTIFICATES
    }

    /** The message as a whole is neither encrypted nor signed. It is passed on as it came. */
    record NotSmime(Left left) implements SmimeReading {}

    /**
     * It is S/MIME, and is passed on as it came because it was not read.
     *
     * @param signed whether a signature is around what was not read: it stands for no content that anyone saw
     */
    record Unread(UnreadReason reason, boolean signed) implements SmimeReading {

        /** Without a signature around it. */
        Unread(UnreadReason reason) {
            this(reason, false);
        }
    }

    /**
     * It was read to the end.
     *
     * @param view what to pass on: the message as it came when nothing was encrypted, else what was in it
     * @param decryption absent when it was not encrypted
     * @param signature what its signature proves
     * @param headers which header fields were protected
     * @param anothers whether what was encrypted is another's than whom the message says it is from, as far as anyone
     *     can tell: who sent it may have got it from its author, and would be quoted it in the answer
     */
    record Read(
            RawMessage view,
            Optional<Decryption> decryption,
            SignatureVerdict signature,
            HeaderProtection headers,
            boolean anothers)
            implements SmimeReading {}
}
