/** A mailbox that receives whatever is sent to it and shows it on a web page. For trying things out, not for mail. */
@org.jspecify.annotations.NullMarked
package org.sealpost.demo.mailbox;
