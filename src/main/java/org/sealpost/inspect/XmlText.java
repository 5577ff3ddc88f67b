package org.sealpost.inspect;

/** XML of any kind with each tag as the end of a word, beside the reading in which words run on through tags. */
final class XmlText {

    private XmlText() {}

    static String separated(String xml) {
        StringBuilder text = new StringBuilder(xml.length());
        int at = 0;
        while (at < xml.length()) {
            int open = xml.indexOf('<', at);
            int stop = open < 0 ? xml.length() : open;
            text.append(xml, at, stop);
            int close = open < 0 ? -1 : xml.indexOf('>', open);
            if (close < 0) {
                return text.append(xml, stop, xml.length()).toString();
            }
            text.append('\n');
            at = close + 1;
        }
        return text.toString();
    }
}
