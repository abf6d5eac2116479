"""Words that stand on English pages and are none of an article's."""

from __future__ import annotations

from corpus.languages.page_furniture import PageFurniture

PAGE_FURNITURE = PageFurniture(
    read_on=r"(?:read|see) (?:more|the full (?:story|article))|continue reading",
    read_on_alone=r"more\s*[»>→]+",
    # What WordPress puts under everything it syndicates.
    syndicated=r"The post .{1,300}? (?:first )?appeared (?:first )?on .{1,200}",
    see_also=(
        r"(?:also read|read (?:also|next|this|more(?=:))|see also|(?:you (?:may|might) also like)"
        r"|related(?: (?:articles?|stor(?:y|ies)|news|posts?|topics?|content|coverage))?|more on this(?: story)?"
        r"|recommended(?: (?:for you|reading|articles|stories))?|most (?:read|popular)|don['’]t miss|read in .{1,30}"
        r"|(?:our )?editors?['’]? (?:picks?|choice))"
    ),
    follow_us=(
        r"(?:subscribe to (?:our|the)\b|sign up (?:for|to) (?:our|the)\b|follow us\b|join (?:our|us on)\b.{0,40}"
        r"\b(?:channel|telegram|whatsapp|facebook|group)|share (?:this|on|via)\b|like us on\b|get the latest news\b"
        r"|download (?:our|the) app\b)"
    ),
    consent=(
        r"\bwe value your privacy|\b(?:we|our site|this (?:web)?site)(?: and our (?:\d+ )?(?:\w+ "
        r")?partners)? (?:also )?"
        r"(?:uses?|stores?) .{0,60}\bcookies\b|\bwe and our (?:\d+ )?(?:\w+ )?partners\b"
        r"|\byour (?:cookie|privacy|consent|tracking) (?:settings|preferences|choices?)\b"
        r"|\b(?:accept|reject|allow|manage) (?:all )?(?:cookies|our use of cookies)\b|\b(?:accept|reject|allow) all$"
        r"|\bconsent to (?:our|the) (?:use|processing)|\byour (?:personal )?data\b.{0,80}\b(?:consent"
        r"|legitimate interest)"
        r"|\bbefore you continue\b.{0,60}$|\bby (?:clicking|continuing|using|browsing).{0,60}\b(?:you "
        r"(?:agree|consent|accept)"
        r"|cookies)|\bwithdraw your consent|\bpreferences will apply to this website"
    ),
    robot_check=(
        r"\b(?:verify|confirm|prove|check(?:ing)?|make sure) (?:that )?(?:if )?(?:you are|you['’]re) (?:a "
        r")?(?:human|not a (?:ro)?bot)"
        r"|\bchecking your browser|^just a moment\b.{0,20}$|\bunusual (?:traffic"
        r"|activity)\b.{0,60}\b(?:your|network|computer)"
        r"|\battention required!|\bcomplete the (?:captcha|security check)|\bI['’]?m not a robot|\bneeds "
        r"to review the security of"
        r"|\byour connection (?:before|needs)|\bray id\b|\bddos (?:protection|attacks?)\b.{0,40}\b(?:by|moment)"
        r"|\byou (?:have been|were|are) blocked|\byou don['’]t have permission to access|^access (?:to "
        r"this page )?(?:has been )?denied"
    ),
    script=(
        r"\b(?:enable|turn on|requires?|allow|activate) (?:java ?script|js)\b|\bjava ?script (?:is|must be|has to be) "
        r"(?:disabled|required|enabled|turned|switched|not)|\bwithout java ?script|\b(?:your browser "
        r"(?:is (?:not supported|out of date"
        r"|outdated)|does not support)|update your browser|(?:disable|turn off) your ad ?blocker|ad ?blocker detected)"
    ),
    subscribers=(
        r"\b(?:article|content|story) is (?:only )?(?:available |reserved )?(?:for|to) (?:our )?(?:paying "
        r"|registered )?(?:subscribers|members)"
        r"|\b(?:subscribe|log ?in|sign in|register)(?: now)? to (?:continue|keep|read|access|view)"
        r"|\balready (?:a subscriber|have an account)"
        r"|\byou have reached your (?:limit|article)|\bto (?:continue|keep) "
        r"reading\b.{0,60}\b(?:subscribe|sign|log|register)"
    ),
    published_on=r"(?:(?:first )?published|posted|date(?: of publication)?|publication date)(?: on| at)?\b",
    updated_on=r"(?:(?:last )?(?:updated|modified|edited|changed|revised)|last update)\b",
    comments=r"(?:(?:\d+ )?(?:comments?|responses?|replies)(?:\s*\(?\d+\)?)?|leave a (?:comment|reply)|discussion)",
    page=r"page|p\.",
    of_pages="of",
    no_title=r"untitled.*|(?:microsoft (?:word|powerpoint|excel)|layout|slide) ?(?:-|–|\d).*|document\s*\d*"
    r"|(?:scan|img|doc)[\W\d_]*",
    no_author=r"(?:(?:microsoft office |windows )?user|admin\w*|owner|root|guest|author|anonymous|unknown|default"
    r"|scanner|test)",
    view_online=(
        r"view (?:this|it|the|in)\b.{0,40}\b(?:browser|online|web)|having trouble (?:viewing|reading)"
        r"|is this email not displaying"
    ),
    unsubscribe=(
        r"\bunsubscribe\b|you (?:are )?receiv(?:ed|ing) this (?:e-?mail|message|newsletter)"
        r"|(?:update|manage) your (?:e-?mail )?preferences|\bopt out\b|forward(?:ed)? this e-?mail to a friend"
    ),
)
