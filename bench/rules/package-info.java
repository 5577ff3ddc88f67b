/** What it costs to decide for one recipient, by the rules that Sealpost comes with and by a thousand. */
package rules;
