package org.sealpost.certificate;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SMIMEARecord;
import org.xbill.DNS.Type;

/** DNS as a test writes it down. Everything is public unless the test says otherwise. */
final class ScriptedNetwork implements CertificateNetwork {

    static final Duration TTL = Duration.ofMinutes(10);

    private final Map<String, DnsReply> replies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean everythingIsPublic = true;

    ScriptedNetwork with(String name, int type, DnsReply reply) {
        replies.put(key(name, type), reply);
        return this;
    }

    ScriptedNetwork with(String name, boolean secure, Record... records) {
        return with(name, records[0].getType(), new DnsReply.Records(Arrays.asList(records), secure, TTL));
    }

    ScriptedNetwork withNothingPublic() {
        everythingIsPublic = false;
        return this;
    }

    /** What was asked, as {@code name type}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    static SMIMEARecord smimea(int usage, int selector, int matching, byte[] data) {
        return new SMIMEARecord(Name.root, DClass.IN, 600, usage, selector, matching, data);
    }

    @Override
    public DnsReply ask(Name name, int type, boolean validated) {
        String key = key(name.toString(), type);
        asked.add(key);
        return replies.getOrDefault(key, new DnsReply.None(TTL));
    }

    @Override
    public boolean isPublic(InetAddress address) {
        return everythingIsPublic;
    }

    private static String key(String name, int type) {
        return name + " " + Type.string(type);
    }
}
