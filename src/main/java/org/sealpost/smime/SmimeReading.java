package org.sealpost.smime;

import java.util.Optional;
import org.sealpost.mail.RawMessage;

/** What became of reading a message. */
public sealed interface SmimeReading {

    /**
     * The message as a whole is no S/MIME. It is passed on as it came.
     *
     * @param hasPart whether something within it calls itself S/MIME, which is left alone: what was decrypted never
     *     stands beside what was not (CVE-2017-17688)
     */
    record NotSmime(boolean hasPart) implements SmimeReading {}

    /** It is S/MIME, and is passed on as it came because it was not read. */
    record Unread(UnreadReason reason) implements SmimeReading {}

    /**
     * It was read to the end.
     *
     * @param view what to pass on: the message as it came when nothing was encrypted, else what was in it
     * @param decryption absent when it was not encrypted
     * @param signature what its signature proves
     * @param headers which header fields were protected
     */
    record Read(RawMessage view, Optional<Decryption> decryption, SignatureVerdict signature, HeaderProtection headers)
            implements SmimeReading {}
}
