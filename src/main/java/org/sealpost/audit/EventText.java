package org.sealpost.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.google.re2j.Pattern;
import java.io.IOException;

/**
 * Every text of an event on its way into JSON. A word with an at sign is left out, because no event may hold an address
 * even where someone named a rule after one; what PostgreSQL cannot store (NUL, half a character) or what would forge
 * lines becomes a replacement character; and a text ends somewhere.
 */
final class EventText extends StdSerializer<String> {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 2_000;
    /** The end of Latin-1: no surrogates. */
    private static final char MOST_COMMON = 0xff;

    private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*");

    EventText() {
        super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(clean(text));
    }

    static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        String whole = bounded.codePoints()
                .map(c -> isStorable(c) ? c : 0xfffd)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return whole.indexOf('@') < 0 ? whole : ADDRESS.matcher(whole).replaceAll("[address]");
    }

    /** Nearly every text is, and there are many. */
    private static boolean isClean(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c > MOST_COMMON || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
