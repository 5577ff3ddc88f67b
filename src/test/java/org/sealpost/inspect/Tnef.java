package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes winmail.dat ([MS-OXTNEF] section 2.1): attributes with their checksums, behind a signature. */
final class Tnef {

    private static final int SUBJECT = 0x00018004;
    private static final int BODY = 0x0002800c;
    private static final int RENDERING = 0x00069002;
    private static final int TITLE = 0x00018010;
    private static final int DATA = 0x0006800f;
    private static final int VERSION = 0x00089006;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Tnef() {}

    static byte[] message(String subject, String body, Map<String, byte[]> attachments) {
        Tnef tnef = new Tnef();
        tnef.out.writeBytes(number(0x223e9f78, 4));
        tnef.out.writeBytes(number(1, 2));
        tnef.attribute(1, VERSION, number(0x10000, 4));
        tnef.attribute(1, SUBJECT, text(subject));
        tnef.attribute(1, BODY, text(body));
        attachments.forEach((name, octets) -> {
            tnef.attribute(2, RENDERING, new byte[14]);
            tnef.attribute(2, TITLE, text(name));
            tnef.attribute(2, DATA, octets);
        });
        return tnef.out.toByteArray();
    }

    private void attribute(int level, int id, byte[] content) {
        int sum = 0;
        for (byte octet : content) {
            sum += octet & 0xff;
        }
        out.write(level);
        out.writeBytes(number(id, 4));
        out.writeBytes(number(content.length, 4));
        out.writeBytes(content);
        out.writeBytes(number(sum & 0xffff, 2));
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] number(int value, int length) {
        byte[] four = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        return java.util.Arrays.copyOf(four, length);
    }
}
