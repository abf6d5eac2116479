"""The methods of the Bot API, each a function of the state and the parameters of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.bot_api.methods.answering import answer_callback_query, answer_inline_query
from tests.e2e.bot_api.methods.chatting import (
    delete_message,
    get_chat,
    get_chat_member,
    leave_chat,
    set_message_reaction,
)
from tests.e2e.bot_api.methods.editing import (
    edit_message_caption,
    edit_message_reply_markup,
    edit_message_text,
)
from tests.e2e.bot_api.methods.profile import (
    delete_my_commands,
    get_me,
    get_my_commands,
    get_my_description,
    get_my_short_description,
    set_my_commands,
    set_my_description,
    set_my_short_description,
)
from tests.e2e.bot_api.methods.sending import (
    send_chat_action,
    send_document,
    send_message,
    send_message_draft,
    send_photo,
)
from tests.e2e.bot_api.methods.updating import (
    delete_webhook,
    get_updates,
    get_webhook_info,
    set_webhook,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

    Method = Callable[[BotApi, Parameters], Awaitable[object]]

METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "deleteMessage": delete_message,
    "deleteMyCommands": delete_my_commands,
    "deleteWebhook": delete_webhook,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageText": edit_message_text,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getMe": get_me,
    "getMyCommands": get_my_commands,
    "getMyDescription": get_my_description,
    "getMyShortDescription": get_my_short_description,
    "getUpdates": get_updates,
    "getWebhookInfo": get_webhook_info,
    "leaveChat": leave_chat,
    "sendChatAction": send_chat_action,
    "sendDocument": send_document,
    "sendMessage": send_message,
    "sendMessageDraft": send_message_draft,
    "sendPhoto": send_photo,
    "setMessageReaction": set_message_reaction,
    "setMyCommands": set_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setWebhook": set_webhook,
}
