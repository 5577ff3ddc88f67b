package relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * What a practice sends: text and HTML, and past {@link #ATTACHED_FROM} a PDF that fills up the size. Every second letter
 * speaks of health, with the patient's own number, so that the search for it has something to find.
 */
final class Letters {

    static final String SENDER = "reception@practice.example";

    /** Octets from which on a letter has an attachment. */
    private static final int ATTACHED_FROM = 32 * 1024;

    /** Octets that all letters of a set may have together. */
    private static final int SET = 32 * 1024 * 1024;

    /** Characters on the one page of an attached leaflet. */
    private static final int LEAFLET = 3_000;

    private static final String CRLF = "\r\n";
    private static final String[] ORDINARY = {
        "Thank you for calling us this morning; we have found a time that should suit you.",
        "Please bring your card and, if you have them, the forms that we sent you in spring.",
        "Our rooms are on the second floor, the lift is to the left of the entrance.",
        "If you cannot come, tell us a day before, so that somebody else can have the time.",
        "There is parking behind the house; the gate opens at half past seven.",
    };
    private static final String[] HEALTH = {
        "Diagnosis: E11.9, type 2 diabetes mellitus without complications.",
        "Please go on taking metformin twice a day until we see each other again.",
        "The laboratory reports an HbA1c of 7.1 percent, which is better than in spring.",
        "Your date of birth on our form is 01/01/1970; tell us if that is wrong.",
    };

    private final boolean plain;
    private final Random random = new Random(20_260_101);

    /** @param plain one part of text that says nothing, as simple drivers send it, instead of what practices send */
    Letters(boolean plain) {
        this.plain = plain;
    }

    /**
     * Writes a set of letters.
     *
     * @param size octets of each, header and all, within a line's length
     */
    List<Letter> write(int size) {
        int count = Math.max(16, Math.min(Patients.COUNT, SET / size));
        List<Letter> letters = new ArrayList<>();
        for (int patient = 0; patient < count; patient++) {
            letters.add(write(patient, size));
        }
        return letters;
    }

    private Letter write(int patient, int size) {
        String recipient = Patients.address(patient);
        String type = plain ? "text/plain; charset=us-ascii" : "multipart/mixed; boundary=\"bench-mixed\"";
        String head = "From: Reception <" + SENDER + ">" + CRLF
                + "To: <" + recipient + ">" + CRLF
                + "Subject: Your next visit" + CRLF
                + "Date: Thu, 01 Jan 2026 08:00:00 +0000" + CRLF
                + "MIME-Version: 1.0" + CRLF
                + "Content-Type: " + type + CRLF;
        // The token's own fields take about 120 octets.
        int room = size - head.length() - 120;
        byte[] body = (plain ? letters(room) : mixed(patient, room)).getBytes(StandardCharsets.US_ASCII);
        CRC32C sum = new CRC32C();
        sum.update(body);
        return new Letter(recipient, head.getBytes(StandardCharsets.US_ASCII), body, sum.getValue());
    }

    private String mixed(int patient, int room) {
        boolean attached = room >= ATTACHED_FROM;
        int text = attached ? 6_000 : room - 500;
        StringBuilder body = new StringBuilder(room + 200)
                .append("--bench-mixed" + CRLF)
                .append("Content-Type: multipart/alternative; boundary=\"bench-text\"" + CRLF + CRLF)
                .append("--bench-text" + CRLF)
                .append("Content-Type: text/plain; charset=utf-8" + CRLF + CRLF)
                .append(prose(patient, text / 3, "", CRLF))
                .append("--bench-text" + CRLF)
                .append("Content-Type: text/html; charset=utf-8" + CRLF + CRLF)
                .append("<!DOCTYPE html><html><body>" + CRLF)
                .append(prose(patient, text * 2 / 3, "<p style=\"margin: 0 0 1em 0\">", "</p>" + CRLF))
                .append("</body></html>" + CRLF + "--bench-text--" + CRLF);
        if (attached) {
            body.append("--bench-mixed" + CRLF)
                    .append("Content-Type: application/pdf; name=\"information.pdf\"" + CRLF)
                    .append("Content-Disposition: attachment; filename=\"information.pdf\"" + CRLF)
                    .append("Content-Transfer-Encoding: base64" + CRLF + CRLF)
                    .append(pdf(patient, room - body.length() - 250))
                    .append(CRLF);
        }
        return body.append("--bench-mixed--" + CRLF).toString();
    }

    private String prose(int patient, int room, String before, String after) {
        StringBuilder prose = new StringBuilder(before + "Dear patient," + after);
        if (patient % 2 == 0) {
            prose.append(before + "MRN " + Patients.number(patient) + after);
        }
        while (prose.length() < room) {
            String[] sentences = patient % 2 == 0 && random.nextInt(4) == 0 ? HEALTH : ORDINARY;
            prose.append(before + sentences[random.nextInt(sentences.length)] + after);
        }
        return prose.toString();
    }

    private String pdf(int patient, int room) {
        byte[] content = Pdf.write(prose(patient, LEAFLET, "", " "), room * 57 / 78, random);
        return Base64.getMimeEncoder(76, CRLF.getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    }

    private String letters(int room) {
        StringBuilder text = new StringBuilder(room);
        while (text.length() < room) {
            for (int i = 0; i < 76; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(CRLF);
        }
        return text.toString();
    }
}
