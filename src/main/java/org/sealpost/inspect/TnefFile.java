package org.sealpost.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIRtfAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hmef.attribute.TNEFAttribute;
import org.apache.poi.hmef.attribute.TNEFProperty;
import org.apache.poi.hsmf.datatypes.MAPIProperty;

/** Outlook's {@code winmail.dat} ([MS-OXTNEF]): the body in each form that it has, and the attachments. */
final class TnefFile {

    private TnefFile() {}

    static DocumentReading read(byte[] octets, int most, Unpacking unpacking) throws IOException {
        HMEFMessage message = new HMEFMessage(new ByteArrayInputStream(octets));
        StringBuilder text = new StringBuilder();
        List<Embedded> files = new ArrayList<>();
        for (TNEFAttribute attribute : message.getMessageAttributes()) {
            if (isWritten(attribute.getProperty())) {
                text.append(latin(attribute.getData())).append('\n');
            }
        }
        properties(message.getMessageMAPIAttributes(), text, files);
        for (Attachment attachment : message.getAttachments()) {
            text.append(name(attachment)).append('\n');
            properties(attachment.getMAPIAttributes(), text, files);
            contents(attachment, files);
        }
        Set<UninspectableReason> faults = EnumSet.noneOf(UninspectableReason.class);
        List<Embedded> taken = new ArrayList<>();
        for (Embedded file : files) {
            if (taken.size() < most && unpacking.takes(file.octets().length)) {
                taken.add(file);
            } else {
                faults.add(UninspectableReason.TOO_LARGE);
            }
        }
        return new DocumentReading(List.of(text.toString()), taken, faults);
    }

    private static boolean isWritten(TNEFProperty property) {
        return property == TNEFProperty.ID_SUBJECT
                || property == TNEFProperty.ID_BODY
                || property == TNEFProperty.ID_FROM
                || property == TNEFProperty.ID_OWNER
                || property == TNEFProperty.ID_ATTACHTITLE;
    }

    private static void properties(List<MAPIAttribute> properties, StringBuilder text, List<Embedded> files) {
        for (MAPIAttribute property : properties) {
            if (property instanceof MAPIRtfAttribute rtf) {
                files.add(new Embedded("", "application/rtf", rtf.getData()));
            } else if (property.getProperty() == MAPIProperty.BODY_HTML) {
                files.add(new Embedded("", "text/html", property.getData()));
            } else if (property instanceof MAPIStringAttribute string) {
                text.append(string.getDataString()).append('\n');
            }
        }
    }

    /** Files by value, and messages that are attached whole, which stand behind sixteen octets that name their kind. */
    private static void contents(Attachment attachment, List<Embedded> files) {
        TNEFAttribute data = attachment.getAttribute(TNEFProperty.ID_ATTACHDATA);
        MAPIAttribute object = attachment.getMAPIAttribute(MAPIProperty.ATTACH_DATA);
        if (data != null) {
            files.add(new Embedded(name(attachment), "", data.getData()));
        }
        if (object != null && object.getData().length > 16) {
            byte[] inner = java.util.Arrays.copyOfRange(object.getData(), 16, object.getData().length);
            files.add(new Embedded(name(attachment), "", inner));
        }
    }

    private static String name(Attachment attachment) {
        MAPIAttribute longName = attachment.getMAPIAttribute(MAPIProperty.ATTACH_LONG_FILENAME);
        TNEFAttribute title = attachment.getAttribute(TNEFProperty.ID_ATTACHTITLE);
        if (longName != null) {
            return MAPIStringAttribute.getAsString(longName);
        }
        return title == null ? "" : latin(title.getData());
    }

    private static String latin(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
