package org.sealpost.demo;

import java.util.HashMap;
import java.util.Map;

/** The gateway's settings in a demonstration. They win over every file and the environment. */
final class DemoSettings {

    private DemoSettings() {}

    /**
     * All of them. An empty value takes away what a file or the environment says: a demonstration must never touch a
     * real database, broker, relay or patient.
     */
    static Map<String, String> of(DemoHome home, DemoCertificates certificates, DemoPorts ports) {
        Map<String, String> settings = new HashMap<>();
        settings.put("sealpost.home", home.folder().toString());
        settings.put("sealpost.rules.file", home.rules().toString());
        settings.put("sealpost.smtp.host", "127.0.0.1");
        settings.put("sealpost.smtp.port", Integer.toString(ports.smtp()));
        settings.put("sealpost.smtp.hostname", "sealpost.practice.example");
        settings.put("sealpost.smtp.trusted-clients", "127.0.0.0/8,::1/128");
        settings.put("sealpost.relay.host", "localhost");
        settings.put("sealpost.relay.port", Integer.toString(ports.mailboxSmtp()));
        settings.put("sealpost.relay.tls", "verified");
        settings.put("sealpost.relay.trust", certificates.authority().toString());
        settings.put("sealpost.relay.protects-onward", "true");
        settings.put("sealpost.relay.username", "");
        settings.put("sealpost.relay.password", "");
        settings.put("sealpost.portal.url", "http://localhost:" + ports.http());
        settings.put("sealpost.portal.text-message-webhook", "");
        settings.put("sealpost.audit.topic", EventStream.TOPIC);
        settings.put("sealpost.kafka.port", Integer.toString(ports.kafka()));
        settings.put("kafka.bootstrap.servers", "");
        settings.put("quarkus.datasource.jdbc.url", "");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports.http()));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(ports.management()));
        settings.put("quarkus.log.console.enabled", "false");
        settings.put("quarkus.log.file.enabled", "true");
        settings.put("quarkus.log.file.path", home.log().toString());
        return settings;
    }
}
