"""The addresses of the count room."""

from django.urls import include, path

from countroom.api import api
from countroom.views import acting, centre, desks, entry, following, handover, papers, people, starting, stations

urlpatterns = [
    path("", starting.home, name="home"),
    path("start/", starting.start, name="start"),
    path("area/<str:area>/", desks.area_desk, name="area-desk"),
    path("area/<str:area>/boxes/", entry.box_list, name="boxes"),
    path("area/<str:area>/stations/", stations.stations, name="stations"),
    path("area/<str:area>/<int:count>/sheets/", entry.sheets, name="sheets"),
    path("area/<str:area>/<int:count>/sheet/<path:number>/", entry.sheet, name="sheet"),
    path("area/<str:area>/<int:count>/do/<str:act>/", acting.area_act, name="area-act"),
    path("area/<str:area>/<int:count>/statement/<int:version>/", papers.statement, name="statement"),
    path("area/<str:area>/<int:count>/statement/<int:version>.pdf", papers.statement, name="statement-pdf"),
    path("area/<str:area>/<int:count>/doubtful/", papers.register, name="register"),
    path("area/<str:area>/letters/", handover.letters, name="letters"),
    path("area/<str:area>/letters/<int:seq>/", handover.letter_page, name="letter"),
    path("area/<str:area>/letters/<int:seq>.pdf", handover.letter_page, name="letter-pdf"),
    path("area/<str:area>/letters/<int:seq>.json", handover.letter_page, name="letter-file"),
    path("centre/", centre.centre, name="centre"),
    path("calculation/", centre.calculation, name="calculation"),
    path("read-backs/", centre.read_backs, name="read-backs"),
    path("script/", papers.script, name="script"),
    path("script.pdf", papers.script, name="script-pdf"),
    path("notice/", papers.notice, name="notice"),
    path("notice.pdf", papers.notice, name="notice-pdf"),
    path("correction/<int:number>/", papers.correction, name="correction"),
    path("correction/<int:number>.pdf", papers.correction, name="correction-pdf"),
    path("do/<str:act>/", acting.whole_act, name="whole-act"),
    path("board/", following.board, name="board"),
    path("observers/", following.observers, name="observers"),
    path("record/", following.record, name="record"),
    path("record/night.zip", following.record_file, name="record-file"),
    path("people/", people.people, name="people"),
    path("people/<str:username>/card.pdf", people.card, name="card"),
    path("draft/", entry.draft, name="draft"),
    path("events/", following.events, name="events"),
    path("api/", api.urls),
    path("public/", following.public, name="public"),
    path("public/<path:path>", following.public, name="public-file"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
]
