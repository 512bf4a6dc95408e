"""The addresses of the count room."""

from django.urls import include, path

from countroom.api import api
from countroom.views import acting, centre, desks, entry, following, stations

urlpatterns = [
    path("", desks.home, name="home"),
    path("area/<str:area>/", desks.area_desk, name="area-desk"),
    path("area/<str:area>/boxes/", entry.box_list, name="boxes"),
    path("area/<str:area>/stations/", stations.stations, name="stations"),
    path("area/<str:area>/<int:count>/sheets/", entry.sheets, name="sheets"),
    path("area/<str:area>/<int:count>/sheet/<path:number>/", entry.sheet, name="sheet"),
    path("area/<str:area>/<int:count>/do/<str:act>/", acting.area_act, name="area-act"),
    path("area/<str:area>/<int:count>/statement/<int:version>/", following.statement, name="statement"),
    path("area/<str:area>/<int:count>/statement/<int:version>.pdf", following.statement, name="statement-pdf"),
    path("centre/", centre.centre, name="centre"),
    path("calculation/", centre.calculation, name="calculation"),
    path("read-backs/", centre.read_backs, name="read-backs"),
    path("script/", centre.script, name="script"),
    path("do/<str:act>/", acting.whole_act, name="whole-act"),
    path("board/", following.board, name="board"),
    path("record/", following.record, name="record"),
    path("record/night.zip", following.record_file, name="record-file"),
    path("people/", following.people, name="people"),
    path("draft/", entry.draft, name="draft"),
    path("events/", following.events, name="events"),
    path("api/", api.urls),
    path("public/", following.public, name="public"),
    path("public/<path:path>", following.public, name="public-file"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
]
