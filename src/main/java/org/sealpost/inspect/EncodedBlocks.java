package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of base64 within a text, as pasted parts of mail, mailboxes in one file (mbox) and keys have them. Linear in the
 * text: most lines end the look at their first space.
 */
final class EncodedBlocks {

    /** The shortest line but the last of a block. */
    private static final int LINE = 40;

    /** The shortest block: what is shorter says less than a line of text. */
    private static final int SHORTEST = 120;

    /** Letters that tell whether a block is text or not; whole groups of four. */
    private static final int BEGINNING = 1024;

    private static final String ARMOUR = "-----BEGIN ";

    /**
     * A block.
     *
     * @param encoded its letters without line ends
     * @param armoured whether a line above calls it a certificate, a key or a signature
     */
    record Block(String encoded, boolean armoured) {

        /** Its first letters. */
        String beginning() {
            return encoded.substring(0, Math.min(encoded.length(), BEGINNING));
        }

        /** Its length only: what it encodes may be health information. */
        @Override
        public String toString() {
            return "Block[" + encoded.length() + "]";
        }
    }

    private EncodedBlocks() {}

    static List<Block> of(String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean armoured = false;
        for (int from = 0; from < text.length(); ) {
            int lineEnd = text.indexOf('\n', from);
            int next = lineEnd < 0 ? text.length() : lineEnd + 1;
            int end = lineEnd < 0 ? next : lineEnd > from && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
            int start = behindQuotes(text, from, end);
            boolean goesOn = !block.isEmpty() || end - start >= LINE;
            if (goesOn && end > start && Base64Letters.end(text, start, end) == end) {
                block.append(text, start, end);
                goesOn = end - start >= LINE;
            } else {
                goesOn = false;
                armoured = text.startsWith(ARMOUR, start) ? isHarmless(text, start, end) : armoured && end == start;
            }
            if (!goesOn) {
                finish(block, armoured, blocks);
            }
            from = next;
        }
        finish(block, armoured, blocks);
        return blocks;
    }

    private static void finish(StringBuilder block, boolean armoured, List<Block> blocks) {
        if (block.length() >= SHORTEST && isMixed(block)) {
            blocks.add(new Block(block.toString(), armoured));
        }
        block.setLength(0);
    }

    /** "> " of a reply. */
    private static int behindQuotes(String text, int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == '>' || text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** No row of one sort of letters or digits, which encodes nothing. */
    private static boolean isMixed(CharSequence block) {
        boolean small = false;
        boolean capital = false;
        for (int at = 0; at < block.length() && !(small && capital); at++) {
            char c = block.charAt(at);
            small |= c >= 'a' && c <= 'z';
            capital |= c >= 'A' && c <= 'Z';
        }
        return small && capital;
    }

    private static boolean isHarmless(String text, int from, int end) {
        String line = text.substring(from, end);
        return line.contains("CERTIFICATE") || line.contains("PUBLIC KEY") || line.contains("SIGNATURE");
    }
}
