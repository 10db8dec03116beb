"""The main rules in English: translations of the same claims."""

from __future__ import annotations

import re

_ILLNESS = r"(?:cancer|tumou?rs?|diabetes|hypertension|(?:high )?blood (?:pressure|sugar)|cholesterol|insomnia|depression|arthritis|asthma|eczema|acne|psoriasis|heart disease|flu|colds?|covid(?:-19)?|viruses|gout|migraines?|allerg(?:y|ies)|disease|illness(?:es)?|myopia|ulcers?|constipation)"
_REWARD = r"(?:gift|coupon|red (?:packet|envelope)|cash(?:back)?|reward|bonus|prize|voucher|discount|refund|free|points|\$\s?\d+|¥\s?\d+|rmb ?\d+|\d+ ?(?:yuan|rmb|dollars?)|unlock|extra (?:chance|draw)s?|chance to win)"

_PHRASES: dict[str, tuple[str, ...]] = {
    "superlative": (
        r"\b(?:the )?(?:world'?s|nation'?s|country'?s|china'?s|industry'?s|market'?s) (?:best|finest|leading|greatest|number one|no\.? ?1|top|first|only|most \w+|cheapest|safest|strongest)\b",
        r"\bthe (?:very )?best (?:[\w-]+ ){0,3}(?:in|on|of) (?:the )?(?:world|country|market|china|industry|planet|nation|universe|town|city|web|internet)\b",
        r"\b(?:is|are|sell|have|offer|make|buy|get) the (?:absolute |very )?best [\w-]+(?! before| practice| regards| friend| way)",
        r"\bthe most (?:effective|advanced|powerful|popular|trusted|delicious|reliable|professional|authoritative)\b|\b(?:number one|no\.? ?1|top ?1|#1)\b|\bunbeatable\b|\bunrivall?ed\b|\bunmatched\b|\bsecond to none\b|\bbest[- ]in[- ]class\b|\bnational[- ]level (?:quality|product|brand)|\bworld[- ]class\b|\btop[- ]grade\b|\bhighest[- ](?:grade|quality)\b",
    ),
    "medical": (
        rf"\b(?:cures?|treats?|heals?|prevents?|reverses?|relieves?|fights?|lowers?|reduces?|eliminates?|beats?|gets? rid of|kills?)\b[^.!?]{{0,40}}\b{_ILLNESS}\b",
        rf"\b{_ILLNESS}\b[^.!?]{{0,20}}\b(?:cured|healed|gone|reversed|disappears?)\b|\bmiracle cure\b|\banti-?cancer\b|\bboosts? (?:your )?immun\w+|\breplaces? (?:your )?(?:medicine|medication|drugs)\b|\bno (?:more )?(?:need for )?(?:medicine|medication|surgery)\b",
    ),
    "guaranteed_effect": (
        r"\b(?:100 ?%|guaranteed) (?:effective|results?|safe|success|to work|to lose|weight loss)|\bno side[- ]effects?\b|\blose \d+ ?(?:kg|pounds|lbs|kilos?) in\b|\b(?:money back|refund) if (?:it|you) (?:does ?n.t|do ?n.t) (?:work|lose|see)",
    ),
    "return_promise": (
        r"\bguaranteed (?:returns?|profits?|income|earnings?|yield)\b|\brisk[- ]free (?:investment|profits?|returns?|income|business)\b|\b(?:zero|no) risk\b[^.!?]{0,30}\b(?:profit|return|income|invest|earn)|\bget rich\b|\bdouble your (?:money|investment|income)\b|\bearn (?:up to |over )?[$¥]?\s?\d[\d,]*\w* ?(?:yuan|rmb|dollars?)? ?(?:a|per|every|each) (?:day|week|month)\b|\bpassive income\b|\bprofit is guaranteed\b|\b\d+ ?% (?:annual|yearly|monthly|guaranteed) (?:return|yield|interest)",
    ),
    "share_inducement": (
        rf"\b(?:share|forward|repost|retweet)\b[^.!?]{{0,60}}\b(?:to|and|for|you|get|win|receive|claim|unlock)\b[^.!?]{{0,30}}{_REWARD}",
        rf"\binvite\b (?:\w+ ){{0,2}}(?:friends?|people|contacts)\b[^.!?]{{0,40}}{_REWARD}|\bcollect \d+ likes\b|\b{_REWARD}\b[^.!?]{{0,30}}\b(?:when|if|after|once) you (?:share|forward|repost)",
    ),
    "review_cashback": (
        rf"\b(?:five|5)[- ]stars?\b[^.!?]{{0,60}}{_REWARD}|\b(?:positive|good) reviews?\b[^.!?]{{0,40}}{_REWARD}|{_REWARD}[^.!?]{{0,40}}\b(?:five|5)[- ]stars?\b|{_REWARD}[^.!?]{{0,40}}\b(?:for|in exchange for) (?:a )?(?:positive|good) reviews?",
    ),
    "reviews_hidden": (
        r"\b(?:delete|hide|remove) (?:all )?(?:the )?(?:bad|negative) reviews?\b",
    ),
    "fake_trade": (
        r"\bfake (?:orders?|reviews?|sales|members?|followers?|buyers?|group members?|accounts?|customers?)\b|\bbuy (?:\d+ )?(?:reviews|followers|likes)\b|\bbots? (?:to )?(?:join|fill|boost|like|comment)\b|\bvirtual members?\b[^.!?]{0,30}\b(?:fill|complete)|\bbrush(?:ing)? orders?\b",
    ),
    "fake_scarcity": (
        r"\bfake (?:countdowns?|stock|scarcity|urgency)\b|\bcountdown\b[^.!?]{0,30}\b(?:restarts?|resets?|loops?)\b|\bonly \d+ left\b[^.!?]{0,40}\b(?:actually|really|in fact|though)\b",
    ),
    "lowest_price": (
        r"\blowest price (?:ever|anywhere|online|in (?:the )?(?:history|world|market|country|china|web)|on the (?:market|web|internet)|guaranteed|of all)\b|\bcheapest (?:in|on) the (?:world|market|web|internet|country)\b|\bnobody (?:sells|is) cheaper\b",
    ),
    "reference_price": (
        r"\b(?:raise|increase|mark up) (?:the )?prices? (?:first|before)\b[^.!?]{0,40}\bdiscount|\b(?:never sold at|fake|invented) (?:the )?(?:original|list) price\b",
    ),
    "pyramid_head_count": (
        r"\b(?:recruit|sign up|bring in|enrol+|refer)\b[^.!?]{0,24}\b(?:members?|people|agents?|distributors?|recruits?|person|partners?|someone)\b[^.!?]{0,40}(?:\bbonus|\bearn|\bpaid\b|\breward|[$¥]\s?\d|\d+ ?(?:yuan|rmb))|\bper[- ]head (?:pay|bonus|fee|reward)|\bpaid (?:for|per) (?:each|every) (?:recruit|person|head|member)",
    ),
    "pyramid_entry_fee": (
        r"\b(?:entry|joining|join|membership|starter) fee\b[^.!?]{0,40}\b(?:agent|distributor|promoter|recruit|partner|team)\b|\b(?:pay|buy|purchase)\b[^.!?]{0,40}\bto (?:become|join|qualify|unlock)\b[^.!?]{0,30}\b(?:agents?|distributors?|partners?|promoters?|team|right to recruit)\b|\b(?:agent|distributor|promoter|partner)s? must (?:first )?(?:pay|buy|purchase)\b",
    ),
    "pyramid_team_pay": (
        r"\b(?:team|downline'?s?|group) (?:sales|performance|turnover|volume)\b[^.!?]{0,30}(?:\bbonus|\bcommission|\bearn|%)|\b(?:commission|earn|bonus|%)\b[^.!?]{0,40}\b(?:downline|team'?s?) (?:sales|turnover|volume|performance)\b|\b(?:management|same-rank|matching) bonus\b",
    ),
    "pyramid_levels": (
        r"\b(?:three|3|four|4|five|5|six|seven|multi|unlimited)[- ](?:level|tier)s?\b[^.!?]{0,24}\b(?:commissions?|distribution|referral|rewards?|marketing|pay|payouts?|downline)\b|\bcommissions? (?:on|from|for|across|down to) (?:three|3|four|five|unlimited|multiple) (?:levels|tiers)\b|\b(?:third|3rd)[- ](?:level|tier)\b[^.!?]{0,20}(?:\bcommission|\d ?%|\breward)",
    ),
    "wecom_automation": (
        r"\b(?:bot|script|plug-?in|bulk|auto(?:matically)?)\b[^.!?]{0,24}\badd(?:s|ing)? (?:\d+ )?(?:friends|contacts)\b|\bbypass (?:the )?(?:sending|message|mass[- ]send|rate) limits?\b",
    ),
    "ad_label": (
        r"\b(?:do not|don't|without|never) (?:label|mark|disclos\w+|mention\w*)\b[^.!?]{0,30}\b(?:ad|advert\w*|sponsor\w*|paid)\b",
    ),
}  # fmt: skip

ENGLISH: dict[str, tuple[re.Pattern[str], ...]] = {
    key: tuple(map(re.compile, phrases)) for key, phrases in _PHRASES.items()
}
"""Compiled phrases by the key of the rule; they read folded text, which is lower case."""
