/** What tests share: real services, wire dialogues, certificates made for a test. */
package org.sealpost.testing;
