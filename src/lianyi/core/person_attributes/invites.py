"""What invitations say: who brought the person."""

from __future__ import annotations

from lianyi.core.attributes import declare

declare(
    "inviter",
    "邀请人|Inviter",
    "historical",
    "text",
    "invites",
    "SELECT invitee_id AS person_id, CAST(arg_min(inviter_id, (joined_at, invite_no, inviter_id)) AS VARCHAR) AS value FROM invites "
    "WHERE invitee_id IS NOT NULL AND CAST(joined_at AS DATE) <= {as_of} GROUP BY invitee_id",
    "第一次接受邀请时的邀请人编号。|The number of the person whose invitation was accepted first.",
)
